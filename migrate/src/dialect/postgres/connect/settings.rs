//! What a PostgreSQL URL or keyword string asks for, with what the environment adds. Opens nothing.
//!
//! The driver knows three of libpq's six `sslmode`s and none of its files, so what concerns TLS is taken out of the text
//! before the driver reads the rest.

use std::path::Path;
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

use crate::dialect::postgres::connect::failure;
use crate::error::{Error, Result};
use crate::session::{decoded, is_keywords, keyword_pairs, masked, scrubbed, write_keywords};

/// How long a server may take to answer a first call, unless the URL says `connect_timeout`.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// How to reach a server.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// What the driver knows how to do.
    pub(crate) config: Config,
    /// What concerns TLS.
    pub(crate) wish: Wish,
}

/// What is asked for about TLS, as libpq's parameters of the same names mean it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wish {
    pub(crate) sslmode: Mode,
    pub(crate) sslrootcert: Option<String>,
    pub(crate) sslcert: Option<String>,
    pub(crate) sslkey: Option<String>,
    pub(crate) sslcrl: Option<String>,
    pub(crate) sslcrldir: Option<String>,
}

/// libpq's `sslmode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Mode {
    /// Never TLS.
    Disable,
    /// TLS if the server will not do without.
    Allow,
    /// TLS if the server has it.
    #[default]
    Prefer,
    /// TLS or nothing; whoever the server is, unless there is a root certificate to tell.
    Require,
    /// TLS with a server whose certificate an authority of ours has signed.
    VerifyCa,
    /// As before, and the certificate names the host that we meant.
    VerifyFull,
}

/// The value of `sslrootcert` that means the authorities which the system trusts.
pub(crate) const SYSTEM: &str = "system";

impl Mode {
    const ALL: [(&'static str, Mode); 6] = [
        ("disable", Mode::Disable),
        ("allow", Mode::Allow),
        ("prefer", Mode::Prefer),
        ("require", Mode::Require),
        ("verify-ca", Mode::VerifyCa),
        ("verify-full", Mode::VerifyFull),
    ];

    pub(crate) fn word(self) -> &'static str {
        Mode::ALL.iter().find(|(_, mode)| *mode == self).map_or("prefer", |(word, _)| word)
    }

    fn read(word: &str) -> Result<Self> {
        Mode::ALL.iter().find(|(known, _)| *known == word).map(|(_, mode)| *mode).ok_or_else(|| {
            Error::unsupported(format!("`sslmode={word}` is unknown")).with_hint(
                "write `disable`, `allow`, `prefer`, `require`, `verify-ca` or `verify-full`",
            )
        })
    }
}

/// A parameter of a connection, by its name and its environment variable.
const PARAMETERS: [(&str, &str); 7] = [
    ("sslmode", "PGSSLMODE"),
    ("sslrootcert", "PGSSLROOTCERT"),
    ("sslcert", "PGSSLCERT"),
    ("sslkey", "PGSSLKEY"),
    ("sslcrl", "PGSSLCRL"),
    ("sslcrldir", "PGSSLCRLDIR"),
    ("channel_binding", "PGCHANNELBINDING"),
];

/// Reads `text`; a parameter of TLS that it does not name is what `environment` says.
///
/// # Errors
///
/// When the text is no PostgreSQL URL, or what it asks for makes no sense.
pub(crate) fn read(text: &str, environment: fn(&str) -> Option<String>) -> Result<Settings> {
    let (rest, mut said) = take_out(text);
    for (name, variable) in PARAMETERS {
        let known = said.iter().any(|(key, _)| key == name);
        if let Some(value) = environment(variable).filter(|value| !known && !value.is_empty()) {
            said.push((name.to_string(), value));
        }
    }
    let value = |name: &str| {
        let found = said.iter().rev().find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.clone())
    };
    let mut config: Config = rest.parse().map_err(|error: tokio_postgres::Error| {
        let said = failure(&error).to_string();
        Error::unsupported(format!("`{}` is no PostgreSQL URL: {}", masked(text), scrubbed(&said, text)))
            .with_hint("write `postgres://user:password@host:5432/name`, with `%40` for an `@` in the password")
    })?;
    if let Some(word) = value("channel_binding") {
        config.channel_binding(channel_binding(&word)?);
    }
    let sslrootcert = value("sslrootcert");
    let sslmode = match value("sslmode") {
        Some(word) => Mode::read(&word)?,
        // Whoever trusts hundreds of authorities has to look at the name.
        None if sslrootcert.as_deref() == Some(SYSTEM) => Mode::VerifyFull,
        None => Mode::default(),
    };
    if sslrootcert.as_deref() == Some(SYSTEM)
        && !matches!(sslmode, Mode::VerifyFull | Mode::Disable)
    {
        return Err(Error::unsupported(format!(
            "`sslmode={}` is too weak for `sslrootcert=system`: anybody can have a certificate that the system trusts",
            sslmode.word()
        ))
        .with_hint("write `sslmode=verify-full`"));
    }
    complete(&mut config);
    let local = config.get_hosts().iter().all(|host| !matches!(host, Host::Tcp(_)));
    let wish = Wish {
        // Nobody listens in on a socket of the system, so libpq looks at no mode there.
        sslmode: if local { Mode::Disable } else { sslmode },
        sslrootcert,
        sslcert: value("sslcert"),
        sslkey: value("sslkey"),
        sslcrl: value("sslcrl"),
        sslcrldir: value("sslcrldir"),
    };
    config.ssl_mode(SslMode::Disable);
    Ok(Settings { config, wish })
}

fn channel_binding(word: &str) -> Result<tokio_postgres::config::ChannelBinding> {
    use tokio_postgres::config::ChannelBinding;
    match word {
        "disable" => Ok(ChannelBinding::Disable),
        "prefer" => Ok(ChannelBinding::Prefer),
        "require" => Ok(ChannelBinding::Require),
        _ => Err(Error::unsupported(format!("`channel_binding={word}` is unknown"))
            .with_hint("write `disable`, `prefer` or `require`")),
    }
}

/// What libpq would do where nothing is said.
fn complete(config: &mut Config) {
    let addresses: Vec<String> = config.get_hostaddrs().iter().map(ToString::to_string).collect();
    if config.get_hosts().is_empty() && addresses.is_empty() {
        // The local socket, where packages put it.
        let socket =
            ["/var/run/postgresql", "/tmp"].into_iter().find(|folder| Path::new(folder).is_dir());
        config.host(socket.unwrap_or("localhost"));
    }
    if config.get_hosts().is_empty() {
        // The driver wants a name for TLS, which an address is as good as.
        addresses.iter().for_each(|address| {
            config.host(address);
        });
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    if config.get_application_name().is_none() {
        config.application_name("migrate");
    }
}

/// The text without the parameters of TLS, and these.
fn take_out(text: &str) -> (String, Vec<(String, String)>) {
    let ours = |key: &str| PARAMETERS.iter().any(|(name, _)| *name == key);
    if is_keywords(text) {
        let (said, rest): (Vec<_>, Vec<_>) =
            keyword_pairs(text).into_iter().partition(|pair| ours(pair.key));
        let said = said.into_iter().map(|pair| (pair.key.to_string(), pair.value)).collect();
        return (write_keywords(rest.iter()), said);
    }
    let start = text.find("://").map_or(0, |at| at + 3);
    // As the driver finds it: a name and a password end at the first `@`.
    let start = text[start..].find('@').map_or(start, |at| start + at + 1);
    let Some(query) = text[start..].find('?').map(|at| start + at) else {
        return (text.to_string(), Vec::new());
    };
    let mut said = Vec::new();
    let mut rest = Vec::new();
    for parameter in text[query + 1..].split('&') {
        match parameter.split_once('=') {
            Some((key, value)) if ours(key) => said.push((key.to_string(), decoded(value))),
            Some(_) | None => rest.push(parameter),
        }
    }
    let mut url = text[..query].to_string();
    if !rest.is_empty() {
        url.push('?');
        url.push_str(&rest.join("&"));
    }
    (url, said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nothing(_: &str) -> Option<String> {
        None
    }

    fn everything(variable: &str) -> Option<String> {
        let values = [("PGSSLMODE", "verify-ca"), ("PGSSLROOTCERT", "/env/root"), ("PGSSLKEY", "")];
        values.iter().find(|(name, _)| *name == variable).map(|(_, value)| (*value).to_string())
    }

    #[test]
    fn both_spellings_say_the_same() {
        let url = "postgres://me:p%20w@h:5433/d?sslmode=verify-full&connect_timeout=3&sslrootcert=%2Fa%20b&channel_binding=require";
        let words = "host=h port=5433 user=me password='p w' dbname=d sslmode=verify-full connect_timeout=3 \
                     sslrootcert='/a b' channel_binding=require";
        for text in [url, words] {
            let settings = read(text, everything).unwrap();
            assert_eq!(settings.config.get_password(), Some("p w".as_bytes()));
            assert_eq!(settings.config.get_dbname(), Some("d"));
            assert_eq!(settings.config.get_connect_timeout(), Some(&Duration::from_secs(3)));
            assert_eq!(
                settings.config.get_channel_binding(),
                tokio_postgres::config::ChannelBinding::Require
            );
            let wish = Wish {
                sslmode: Mode::VerifyFull,
                sslrootcert: Some("/a b".into()),
                ..Wish::default()
            };
            assert_eq!(settings.wish, wish);
        }
    }

    #[test]
    fn the_environment_speaks_where_the_url_is_silent() {
        let mode = |text: &str, environment| read(text, environment).unwrap().wish.sslmode;
        assert_eq!(mode("postgres://h/d", nothing), Mode::Prefer);
        assert_eq!(mode("postgres://h/d", everything), Mode::VerifyCa);
        assert_eq!(mode("postgres://h/d?sslmode=require", everything), Mode::Require);
        assert_eq!(mode("postgres://h/d?sslrootcert=system", nothing), Mode::VerifyFull);
        assert_eq!(mode("host=/tmp sslmode=verify-full", nothing), Mode::Disable, "a socket");
        let wish = read("host=h", everything).unwrap().wish;
        assert_eq!((wish.sslrootcert.as_deref(), wish.sslkey), (Some("/env/root"), None));
    }

    #[test]
    fn nonsense_is_named_with_its_way_out() {
        for (text, said) in [
            ("postgres://me:hush@h/d?sslmode=full", "`sslmode=full`"),
            ("postgres://me:hush@h/d?channel_binding=yes", "`channel_binding=yes`"),
            ("postgres://me:hush@h/d?sslmode=require&sslrootcert=system", "too weak"),
            ("host=h password=hush nonsense=1", "nonsense"),
            ("postgres://me:hush@h:port/d", "no PostgreSQL URL"),
        ] {
            let error = read(text, nothing).unwrap_err();
            assert!(error.to_string().contains(said), "{error}");
            assert!(error.hint().is_some() && !format!("{error:?}").contains("hush"), "{error:?}");
        }
    }
}
