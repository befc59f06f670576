//! How values of settings of the service are written.

use std::time::Duration;

use toml::Value;
use tonic::codec::CompressionEncoding;

use crate::cli::config::kind::{Kind, Read, Shape, choice, chosen, count, number_of};
use crate::cli::log::LogFormat;
use crate::server::Exempt;

/// An address and a port.
pub const ADDRESS: Kind<String> = Kind {
    name: "ADDRESS",
    shape: Shape::One,
    read: Read::One(|text| match text.rsplit_once(':') {
        Some((_, port)) if port.parse::<u16>().is_ok() => Ok(text.into()),
        _ => Err("is no address with a port such as 0.0.0.0:50051".into()),
    }),
    show: |text| Some(text.clone().into()),
};

/// As many as there are cores, or a number.
pub const CORES: Kind<Option<usize>> = Kind {
    name: "N",
    shape: Shape::One,
    read: Read::One(|text| match text {
        "cores" => Ok(None),
        number => count(number).map(Some),
    }),
    show: |number| match number {
        None => Some("cores".into()),
        Some(number) => number_of(*number),
    },
};

/// A number of bytes, with a unit or without.
pub const BYTES: Kind<usize> = Kind {
    name: "BYTES",
    shape: Shape::One,
    read: Read::One(|text| {
        let (number, unit) = split(text);
        let unit = match unit {
            "" | "B" => 1,
            "KiB" => 1 << 10,
            "MiB" => 1 << 20,
            "GiB" => 1 << 30,
            _ => 0,
        };
        let bytes = number.parse::<usize>().ok();
        bytes
            .and_then(|number| number.checked_mul(unit))
            .filter(|_| unit > 0)
            .ok_or_else(|| "is no number of bytes such as 65536, 64KiB or 16MiB".into())
    }),
    show: |&bytes| {
        let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
        let whole = units
            .into_iter()
            .find(|&(shift, _)| bytes > 0 && bytes.trailing_zeros() >= shift);
        match whole {
            Some((shift, unit)) => Some(format!("{}{unit}", bytes >> shift).into()),
            None => number_of(bytes),
        }
    },
};

/// A length of time: seconds, or with a unit.
pub const TIME: Kind<Duration> = Kind {
    name: "TIME",
    shape: Shape::One,
    read: Read::One(|text| {
        let (number, unit) = split(text);
        let unit = match unit {
            "ms" => 0.001,
            "" | "s" => 1.0,
            "min" => 60.0,
            "h" => 3600.0,
            _ => f64::NAN,
        };
        let seconds = number
            .parse::<f64>()
            .map_or(f64::NAN, |number| number * unit);
        Duration::try_from_secs_f64(seconds)
            .map_err(|_| "is no time such as 30, 1.5s, 200ms or 30min".into())
    }),
    show: |time| {
        let ms = time.as_millis();
        let units = [(3_600_000, "h"), (60_000, "min"), (1000, "s")];
        let whole = units.into_iter().find(|(unit, _)| ms > 0 && ms % unit == 0);
        let (unit, name) = whole.unwrap_or((1, "ms"));
        Some(format!("{}{name}", ms / unit).into())
    },
};

/// The form of the log.
pub const LOG_FORMAT: Kind<LogFormat> = Kind {
    name: "text|json",
    shape: Shape::One,
    read: Read::One(choice),
    show: |form| chosen(form).map(Value::from),
};

/// A part of a whole.
pub const PART: Kind<f64> = Kind {
    name: "PART",
    shape: Shape::One,
    read: Read::One(|text| text.parse().map_err(|_| "is no part such as 0.5".into())),
    show: |&part| Some(part.into()),
};

/// Services that need no token.
pub const EXEMPT: Kind<Vec<Exempt>> = Kind {
    name: "health,reflection",
    shape: Shape::List,
    read: Read::Many(|names| {
        let named = names.iter().map(|name| match name.as_str() {
            "health" => Ok(Exempt::Health),
            "reflection" => Ok(Exempt::Reflection),
            _ => Err(format!("`{name}` is neither health nor reflection")),
        });
        named.collect()
    }),
    show: |exempt| {
        let names = exempt.iter().map(|exempt| match exempt {
            Exempt::Health => "health".into(),
            Exempt::Reflection => "reflection".into(),
        });
        Some(Value::Array(names.collect()))
    },
};

/// A way of compressing, or none.
pub const COMPRESSION: Kind<Option<CompressionEncoding>> = Kind {
    name: "none|gzip|zstd",
    shape: Shape::One,
    read: Read::One(|text| match text {
        "none" => Ok(None),
        "gzip" => Ok(Some(CompressionEncoding::Gzip)),
        "zstd" => Ok(Some(CompressionEncoding::Zstd)),
        _ => Err("is none of none, gzip, zstd".into()),
    }),
    show: |encoding| {
        Some(match encoding {
            None => "none".into(),
            Some(encoding) => encoding.to_string().into(),
        })
    },
};

/// Number and unit.
fn split(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    (number, unit.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: Default>(kind: &Kind<T>, text: &str) -> Result<T, String> {
        let mut value = T::default();
        kind.put(&mut value, &[text.to_owned()]).map(|()| value)
    }

    #[test]
    fn what_is_shown_reads_back() {
        for bytes in [0, 1, 1000, 1 << 10, 3 << 20, 5 << 30] {
            let shown = (BYTES.show)(&bytes).unwrap();
            let text = shown.as_str().map_or(shown.to_string(), str::to_owned);
            assert_eq!(read(&BYTES, &text), Ok(bytes));
        }
        for ms in [0, 1, 200, 1000, 90_000, 7_200_000] {
            let time = Duration::from_millis(ms);
            let shown = (TIME.show)(&time).unwrap();
            assert_eq!(read(&TIME, shown.as_str().unwrap()), Ok(time));
        }
        assert_eq!(read(&TIME, "1.5"), Ok(Duration::from_millis(1500)));
    }

    #[test]
    fn what_is_no_value_is_refused() {
        for wrong in ["", "x", "1.5", "1kB", "-1", "99999999999GiB"] {
            assert!(read(&BYTES, wrong).is_err(), "{wrong}");
        }
        for wrong in ["", "s", "-1", "1d", "1e99h"] {
            assert!(read(&TIME, wrong).is_err(), "{wrong}");
        }
        assert!(read(&ADDRESS, "localhost").is_err());
    }
}
