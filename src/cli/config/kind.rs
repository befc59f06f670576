//! How values of settings are written: the same on the command line, in variables and in files.

use std::path::PathBuf;

use clap::ValueEnum;
use toml::Value;

pub use super::setting::Shape;

/// A way of writing values.
pub struct Kind<T> {
    /// What the help calls such a value; those there are, divided by `|`, when they are few.
    pub name: &'static str,
    /// How they are written.
    pub shape: Shape,
    /// Reads one, or says what was wanted.
    pub read: Read<T>,
    /// Writes one as a file would; nothing when it is not set.
    pub show: fn(&T) -> Option<Value>,
}

/// A way of reading values.
pub enum Read<T> {
    /// One word; what is said of a wrong one follows upon it.
    One(fn(&str) -> Result<T, String>),
    /// Entries.
    Many(fn(&[String]) -> Result<T, String>),
    /// Entries that are added to those there.
    Onto(fn(&mut T, &[String]) -> Result<(), String>),
}

impl<T> Kind<T> {
    /// Puts what `entries` say in `place`, or says what is wrong with them.
    ///
    /// # Errors
    /// One sentence.
    pub fn put(&self, place: &mut T, entries: &[String]) -> Result<(), String> {
        match self.read {
            Read::One(read) => {
                let word = entries.last().map_or("", String::as_str);
                *place = read(word).map_err(|wrong| format!("`{word}` {wrong}"))?;
            }
            Read::Many(read) => *place = read(entries)?,
            Read::Onto(add) => add(place, entries)?,
        }
        Ok(())
    }

    /// Whether what is put adds to what stands there.
    pub const fn adds(&self) -> bool {
        matches!(self.read, Read::Onto(_))
    }
}

/// Text as it stands.
pub const TEXT: Kind<String> = Kind {
    name: "TEXT",
    shape: Shape::One,
    read: Read::One(|text| Ok(text.into())),
    show: |text| Some(text.clone().into()),
};

/// A number of things.
pub const COUNT: Kind<usize> = Kind {
    name: "N",
    shape: Shape::One,
    read: Read::One(count),
    show: |&number| number_of(number),
};

/// A file.
pub const PATH: Kind<Option<PathBuf>> = Kind {
    name: "FILE",
    shape: Shape::Path,
    read: Read::One(|text| Ok((!text.is_empty()).then(|| text.into()))),
    show: |path| path.as_ref().map(|path| path.display().to_string().into()),
};

/// Files.
pub const PATHS: Kind<Vec<PathBuf>> = Kind {
    name: "FILES",
    shape: Shape::Paths,
    read: Read::Many(|paths| Ok(paths.iter().map(PathBuf::from).collect())),
    show: |paths| {
        let paths = paths.iter().map(|path| path.display().to_string().into());
        Some(Value::Array(paths.collect()))
    },
};

/// Yes or no.
pub const SWITCH: Kind<bool> = Kind {
    name: "true|false",
    shape: Shape::Switch,
    read: Read::One(|text| {
        text.parse()
            .map_err(|_| "is neither `true` nor `false`".into())
    }),
    show: |&on| Some(on.into()),
};

/// Texts.
pub const LIST: Kind<Vec<String>> = Kind {
    name: "LIST",
    shape: Shape::List,
    read: Read::Many(|list| Ok(list.to_vec())),
    show: |list| Some(array(list)),
};

/// Reads a number of things.
pub fn count(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "is no whole number".into())
}

/// A number of things as a file has it.
pub fn number_of(number: usize) -> Option<Value> {
    i64::try_from(number).ok().map(Value::from)
}

/// Texts as a file has them.
pub fn array(list: &[String]) -> Value {
    Value::Array(list.iter().cloned().map(Value::from).collect())
}

/// Reads one of a few words.
pub fn choice<T: ValueEnum>(text: &str) -> Result<T, String> {
    T::from_str(text, false).map_err(|_| {
        let values = T::value_variants().iter();
        let names: Vec<_> = values.filter_map(chosen).collect();
        format!("is none of {}", names.join(", "))
    })
}

/// The word for one of a few values.
pub fn chosen<T: ValueEnum>(value: &T) -> Option<String> {
    Some(value.to_possible_value()?.get_name().to_owned())
}
