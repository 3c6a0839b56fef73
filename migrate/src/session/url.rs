//! Database URLs: what they say, and how they are shown. Opens nothing.

use std::path::PathBuf;

use super::keywords;
use crate::error::{Error, Result};

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To look: a SQLite file that does not exist stays so.
    Read,
    /// To change: a SQLite file that does not exist is created.
    Write,
}

/// A database URL that was understood.
#[derive(Clone, PartialEq, Eq)]
pub enum Url {
    /// `sqlite:…`
    Sqlite {
        /// The file; `None` for a database in memory.
        path: Option<PathBuf>,
        /// `?mode=ro`, which [`Access`] can only make stricter.
        mode: Mode,
    },
    /// `postgres://…` or `host=… dbname=…`, whole.
    Postgres(String),
}

/// The `mode` of a SQLite URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// `ro`: never written.
    ReadOnly,
    /// `rw`: written, never created.
    ReadWrite,
    /// `rwc`, the default: written, and created where [`Access::Write`] asks for it.
    Create,
}

impl std::fmt::Debug for Url {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Url::Sqlite { path: Some(path), .. } => write!(f, "sqlite:{}", path.display()),
            Url::Sqlite { path: None, .. } => f.write_str("sqlite::memory:"),
            Url::Postgres(text) => f.write_str(&masked(text)),
        }
    }
}

impl Url {
    /// Reads a URL: `sqlite:app.db`, `sqlite://app.db`, `sqlite:///var/app.db`, `sqlite::memory:`,
    /// `postgres://user:password@host:port/name?sslmode=verify-full`, `postgresql://…`, and PostgreSQL's
    /// `host=… dbname=… sslmode=verify-full`.
    ///
    /// # Errors
    ///
    /// When the scheme is unknown or a parameter makes no sense.
    pub fn parse(text: &str) -> Result<Self> {
        if keywords::is(text) {
            return Ok(Url::Postgres(text.to_string()));
        }
        let (scheme, rest) = text.split_once(':').ok_or_else(|| no_url(text))?;
        match scheme {
            "sqlite" | "sqlite3" => sqlite(rest),
            "postgres" | "postgresql" if rest.starts_with("//") => {
                Ok(Url::Postgres(text.to_string()))
            }
            "postgres" | "postgresql" => {
                Err(Error::unsupported(format!("`{}` is no PostgreSQL URL", masked(text)))
                    .with_hint("write `postgres://user:password@host:5432/name`"))
            }
            _ => Err(no_url(text)),
        }
    }

    /// The name of the dialect that the database speaks.
    pub fn dialect(&self) -> &'static str {
        match self {
            Url::Sqlite { .. } => "sqlite",
            Url::Postgres(_) => "postgres",
        }
    }
}

fn no_url(text: &str) -> Error {
    let message = match text.split_once(':') {
        Some((scheme, _))
            if !scheme.is_empty()
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || c == '+') =>
        {
            format!("no database is known by the scheme `{scheme}`")
        }
        Some(_) | None => format!("`{}` is no database URL", masked(text)),
    };
    Error::unsupported(message)
        .with_hint("write `sqlite:app.db` or `postgres://user:password@host:5432/name`")
}

fn sqlite(rest: &str) -> Result<Url> {
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let (name, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut mode = Mode::Create;
    let mut memory = matches!(name, ":memory:" | "");
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
        match parameter {
            "mode=ro" => mode = Mode::ReadOnly,
            "mode=rw" => mode = Mode::ReadWrite,
            "mode=rwc" => mode = Mode::Create,
            "mode=memory" => memory = true,
            other => {
                return Err(Error::unsupported(format!("a SQLite URL has no parameter `{other}`"))
                    .with_hint("it may have `mode=ro`, `mode=rw`, `mode=rwc` or `mode=memory`"));
            }
        }
    }
    let path = (!memory).then(|| PathBuf::from(decoded(name)));
    Ok(Url::Sqlite { path, mode })
}

/// `text` with `%20` and the like as the characters that they stand for; what is no such code stays.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_string())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// `url` as it may be shown: every password in it is `***`.
///
/// ```
/// assert_eq!(migrate::session::masked("postgres://me:pa@ss@host/db"), "postgres://me:***@host/db");
/// assert_eq!(migrate::session::masked("postgres://host/db?password=x&sslmode=disable"),
///     "postgres://host/db?password=***&sslmode=disable");
/// ```
pub fn masked(url: &str) -> String {
    let mut text = url.to_string();
    for secret in secrets(url).into_iter().rev() {
        text.replace_range(secret, "***");
    }
    text
}

/// `text` without the passwords of `url`, whether they stand in it as written or as meant.
#[cfg(any(feature = "postgres", feature = "tokio-postgres"))]
pub(crate) fn scrubbed(text: &str, url: &str) -> String {
    let mut text = text.to_string();
    let meant = keywords::pairs(url).into_iter().filter(is_secret).map(|pair| pair.value);
    let meant: Vec<String> = if keywords::is(url) { meant.collect() } else { Vec::new() };
    let written = secrets(url).into_iter().map(|secret| url[secret].to_string());
    for written in written.chain(meant) {
        for form in [written.clone(), decoded(&written)] {
            if !form.is_empty() {
                text = text.replace(&form, "***");
            }
        }
    }
    text
}

fn is_secret(pair: &keywords::Pair<'_>) -> bool {
    pair.key.contains("password") && !pair.place.is_empty()
}

/// Where the passwords stand in `url`, in their order.
fn secrets(url: &str) -> Vec<std::ops::Range<usize>> {
    if keywords::is(url) {
        return keywords::pairs(url).into_iter().filter(is_secret).map(|pair| pair.place).collect();
    }
    let mut found = Vec::new();
    let start = url.find("://").map_or(0, |at| at + 3);
    let query = url[start..].find('?').map(|at| start + at);
    // A password may hold `/`, `?` or `@` though it should not: it ends at the last `@` before a query that looks like
    // one, so that nothing of it is ever shown.
    if let Some(at) = url[start..].rfind('@').map(|at| start + at)
        && let Some(colon) = url[start..at].find(':').map(|colon| start + colon)
    {
        found.push(colon + 1..at);
    }
    let after = found.last().map_or(start, |range| range.end);
    if let Some(query) = query.map(|query| query.max(after)) {
        let mut from = query;
        while let Some(at) = url[from..]
            .to_ascii_lowercase()
            .find("password=")
            .map(|at| from + at + "password=".len())
        {
            let end = url[at..].find('&').map_or(url.len(), |end| at + end);
            found.push(at..end);
            from = end;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(url: &str) -> Option<String> {
        match Url::parse(url).expect("a URL") {
            Url::Sqlite { path, .. } => path.map(|path| path.display().to_string()),
            Url::Postgres(_) => panic!("{url} is SQLite's"),
        }
    }

    #[test]
    fn every_sqlite_form_names_its_file() {
        assert_eq!(path("sqlite:app.db").as_deref(), Some("app.db"));
        assert_eq!(path("sqlite://data/app.db").as_deref(), Some("data/app.db"));
        assert_eq!(path("sqlite:///var/app.db").as_deref(), Some("/var/app.db"));
        assert_eq!(path("sqlite:a%20b%.db?mode=ro").as_deref(), Some("a b%.db"));
        assert_eq!(path("sqlite::memory:"), None);
        assert_eq!(path("sqlite://:memory:"), None);
        assert_eq!(path("sqlite:x?mode=memory"), None);
    }

    #[test]
    fn what_is_no_url_is_an_error_without_the_secret() {
        for text in [
            "",
            "app.db",
            "mysql://u:hush@h/d",
            "postgres:u:hush@h",
            "://u:hush@h/d",
            "sqlite:a?x=1",
        ] {
            let error = Url::parse(text).expect_err(text);
            assert!(!format!("{error} {:?} {error:?}", error.hint()).contains("hush"), "{error:?}");
            assert!(error.hint().is_some());
        }
    }

    #[test]
    fn no_spelling_shows_a_password() {
        for (url, shown) in [
            ("postgres://h/d", "postgres://h/d"),
            ("postgres://u@h/d", "postgres://u@h/d"),
            ("postgres://u:hush@h/d", "postgres://u:***@h/d"),
            ("postgres://u:hu@sh@h/d", "postgres://u:***@h/d"),
            ("postgres://u:hu/?sh@h/d", "postgres://u:***@h/d"),
            ("postgres://u:hush@h/d?password=hush&a=1", "postgres://u:***@h/d?password=***&a=1"),
            ("postgres:u:hush@h", "postgres:***@h"),
            ("sqlite:app.db", "sqlite:app.db"),
            ("host=h password=hush dbname=d", "host=h password=*** dbname=d"),
            ("host=h password = 'hu\\' sh' user=u:x@y", "host=h password = *** user=u:x@y"),
            ("host=h password='hush dbname=d", "host=h password=***"),
        ] {
            assert_eq!(masked(url), shown);
            assert_eq!(format!("{:?}", Url::Postgres(url.into())), shown);
        }
    }
}
