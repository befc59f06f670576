//! Who calls: tokens with names, from a file that may change under a running server. Knows
//! callers by name only; the tokens themselves are neither kept nor logged.

use std::future::ready;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use toml::value::{Datetime, Offset};
use toml::{Table, Value};
use tonic::body::Body;
use tonic::codegen::Service;
use tonic::codegen::http::{Request, Response, header};

use super::followed::{Followed, Unusable};
use super::status::Refusal;

/// Who may call.
#[derive(Clone, Debug, PartialEq)]
pub struct TokenSettings {
    /// The tokens that are good. Without it everybody may call. Default: none.
    pub file: Option<PathBuf>,
    /// What may be called without a token. Default: health and reflection.
    pub exempt: Vec<Exempt>,
    /// How much of each pool the callers with one token may hold together, as a part of it.
    /// Default: 0.5.
    pub share: f64,
}

/// What may be called without a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exempt {
    /// `grpc.health.v1`
    Health,
    /// `grpc.reflection`
    Reflection,
}

/// The name of a token: who calls.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Caller(Arc<str>);

/// A service that is there for callers with a token.
#[derive(Clone)]
pub(super) struct Authenticate<S> {
    inner: S,
    tokens: Option<Arc<Followed<Tokens>>>,
    exempt: Arc<[Exempt]>,
}

/// The tokens of a file.
#[derive(Debug)]
pub(super) struct Tokens(Vec<Token>);

#[derive(Debug)]
struct Token {
    caller: Caller,
    digest: [u8; 32],
    expires: Option<SystemTime>,
}

/// What is easily guessed is no secret.
const SHORTEST: usize = 16;

impl Default for TokenSettings {
    fn default() -> Self {
        TokenSettings {
            file: None,
            exempt: vec![Exempt::Health, Exempt::Reflection],
            share: 0.5,
        }
    }
}

impl Tokens {
    /// Follows the file of `settings`; nothing when there is none.
    pub async fn follow(
        settings: &TokenSettings,
        every: Duration,
    ) -> Result<Option<Arc<Followed<Self>>>, Unusable> {
        let Some(file) = &settings.file else {
            return Ok(None);
        };
        let followed = Followed::start("tokens", vec![file.clone()], every, |contents| {
            Tokens::read(&contents[0])
        });
        Ok(Some(Arc::new(followed.await?)))
    }

    /// Reads a table for each caller: `token`, or its `sha256` in hexadecimal, and when it
    /// `expires`.
    fn read(file: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(file).map_err(|_| "no UTF-8")?;
        // The message of the parser: its error would quote the line, and with it the token.
        let callers: Table = toml::from_str(text)
            .map_err(|error: toml::de::Error| format!("no TOML: {}", error.message()))?;
        let tokens = callers.iter().map(|(name, entry)| {
            let token = entry.as_table().ok_or("is no table")?;
            Token::read(Caller::named(name), token)
        });
        let names = callers.keys();
        let tokens = tokens
            .zip(names)
            .map(|(token, name)| token.map_err(|wrong| format!("[{name}]: {wrong}")));
        tokens.collect::<Result<_, _>>().map(Tokens)
    }

    /// Whose `token` it is, if it is good `now`.
    fn caller(&self, token: &str, now: SystemTime) -> Result<Caller, Refusal> {
        let digest: [u8; 32] = Sha256::digest(token).into();
        // All are compared, and each to its end: time says nothing about what they are.
        let mut found = None;
        for known in &self.0 {
            if bool::from(known.digest.ct_eq(&digest)) {
                found = Some(known);
            }
        }
        let known = found.ok_or(Refusal::Unauthenticated("the token is not known"))?;
        match known.expires {
            Some(expires) if expires <= now => {
                Err(Refusal::Unauthenticated("the token has expired"))
            }
            _ => Ok(known.caller.clone()),
        }
    }
}

impl Token {
    fn read(caller: Caller, entry: &Table) -> Result<Self, String> {
        let known = ["token", "sha256", "expires"];
        if let Some(key) = entry.keys().find(|key| !known.contains(&key.as_str())) {
            return Err(format!("`{key}` is none of {}", known.join(", ")));
        }
        let text = |key| match entry.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(format!("`{key}` is no text")),
        };
        let digest = match (text("token")?, text("sha256")?) {
            (Some(token), None) if token.len() < SHORTEST => {
                return Err(format!("`token` is shorter than {SHORTEST} bytes"));
            }
            (Some(token), None) => Sha256::digest(token).into(),
            (None, Some(hex)) => bytes(hex).ok_or("`sha256` is not 64 hexadecimal digits")?,
            _ => return Err("needs either `token` or `sha256`".into()),
        };
        let expires = match entry.get("expires") {
            None => None,
            Some(Value::Datetime(time)) => {
                Some(moment(time).ok_or("`expires` needs date, time and offset from UTC")?)
            }
            Some(_) => return Err("`expires` is no time such as 2030-01-31T12:00:00Z".into()),
        };
        Ok(Token {
            caller,
            digest,
            expires,
        })
    }
}

impl Caller {
    pub fn named(name: &str) -> Self {
        Caller(name.into())
    }

    pub fn name(&self) -> &str {
        &self.0
    }
}

impl Exempt {
    fn covers(self, path: &str) -> bool {
        path.starts_with(match self {
            Exempt::Health => "/grpc.health.",
            Exempt::Reflection => "/grpc.reflection.",
        })
    }
}

impl<S> Authenticate<S> {
    pub fn new(inner: S, tokens: Option<Arc<Followed<Tokens>>>, exempt: Arc<[Exempt]>) -> Self {
        Authenticate {
            inner,
            tokens,
            exempt,
        }
    }

    fn caller<B>(&self, request: &Request<B>) -> Result<Option<Caller>, Refusal> {
        let path = request.uri().path();
        let Some(tokens) = &self.tokens else {
            return Ok(None);
        };
        if self.exempt.iter().any(|exempt| exempt.covers(path)) {
            return Ok(None);
        }
        let sent = request.headers().get(header::AUTHORIZATION);
        let sent = sent.ok_or(Refusal::Unauthenticated("no token was sent"))?;
        let token = sent.to_str().ok().and_then(bearer);
        let token = token.ok_or(Refusal::Unauthenticated("the token is not sent as Bearer"))?;
        tokens.now().caller(token, SystemTime::now()).map(Some)
    }
}

impl<S, Sent> Service<Request<Sent>> for Authenticate<S>
where
    S: Service<Request<Sent>, Response = Response<Body>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<Sent>) -> Self::Future {
        match self.caller(&request) {
            Err(refusal) => Box::pin(ready(Ok(refusal.status().into_http()))),
            Ok(None) => Box::pin(self.inner.call(request)),
            Ok(Some(caller)) => {
                // No further than here.
                request.headers_mut().remove(header::AUTHORIZATION);
                request.extensions_mut().insert(caller.clone());
                let answer = self.inner.call(request);
                Box::pin(async move {
                    let mut response = answer.await?;
                    // For the log.
                    response.extensions_mut().insert(caller);
                    Ok(response)
                })
            }
        }
    }
}

/// The token of an `authorization` header, whose scheme is written in any case (RFC 9110, 11.1).
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn bytes(hex: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&hex[at..at + 2], 16).ok()?;
    }
    Some(bytes)
}

/// When `time` is, counting days as in
/// <https://howardhinnant.github.io/date_algorithms.html#days_from_civil>.
fn moment(time: &Datetime) -> Option<SystemTime> {
    let (date, clock) = (time.date?, time.time?);
    let offset = match time.offset? {
        Offset::Z => 0,
        Offset::Custom { minutes } => i64::from(minutes),
    };
    let (year, month) = (i64::from(date.year), i64::from(date.month));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(date.day) - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    let minutes = days * 1440 + i64::from(clock.hour) * 60 + i64::from(clock.minute) - offset;
    let seconds = minutes * 60 + i64::from(clock.second.unwrap_or_default());
    let since = Duration::from_secs(u64::try_from(seconds).ok()?);
    SystemTime::UNIX_EPOCH.checked_add(since)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
        [newsroom]
        token = "a-long-enough-token"
        [archive]
        sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        expires = 2030-01-31T12:00:00+02:00
    "#;

    #[test]
    fn tokens_have_names_and_may_end() {
        let tokens = Tokens::read(FILE.as_bytes()).unwrap();
        // 2030-01-31T10:00:00Z by `date -d`.
        let end = SystemTime::UNIX_EPOCH + Duration::from_secs(1_896_084_000);
        let before = end - Duration::from_secs(1);
        let ask = |token, now| {
            let caller = tokens.caller(token, now);
            caller.map(|caller| caller.name().to_owned())
        };
        assert_eq!(ask("a-long-enough-token", end), Ok("newsroom".into()));
        assert_eq!(ask("test", before), Ok("archive".into()));
        assert_eq!(
            ask("test", end),
            Err(Refusal::Unauthenticated("the token has expired"))
        );
        assert_eq!(
            ask("a-long-enough-toke", end),
            Err(Refusal::Unauthenticated("the token is not known"))
        );
    }

    #[test]
    fn a_file_that_is_wrong_is_refused_without_its_secrets() {
        for wrong in [
            "newsroom = \"secret-secret-secret\"",
            "[newsroom]\ntoken = \"secret\"",
            "[newsroom]\ntoken = \"secret-secret-secret",
            "[newsroom]\ntoken = \"secret-secret-secret\"\nexpire = 2030-01-01",
            "[newsroom]\ntoken = \"secret-secret-secret\"\nexpires = 2030-01-01",
            "[newsroom]\nsha256 = \"secret\"",
            "[newsroom]",
        ] {
            let error = Tokens::read(wrong.as_bytes()).unwrap_err();
            assert!(!error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn the_scheme_is_bearer() {
        assert_eq!(bearer("Bearer x"), Some("x"));
        assert_eq!(bearer("bearer x"), Some("x"));
        assert_eq!(bearer("Basic x"), None);
        assert_eq!(bearer("x"), None);
    }
}
