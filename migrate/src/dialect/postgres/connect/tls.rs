//! TLS for connections to PostgreSQL, as libpq's parameters ask for it: which certificates are trusted and shown. Opens no
//! connection.

mod stream;
mod verify;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::WantsClientCert;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::{self, ClientConfig, ConfigBuilder, RootCertStore};

use super::settings::{Mode, SYSTEM, Wish};
use crate::error::{Error, Result};
use stream::{Handshake, Stream};
pub(super) use verify::explained;
use verify::{Check, Verifier};

/// Makes the TLS of one connection after the other.
#[derive(Clone)]
pub(crate) struct Tls {
    config: Arc<ClientConfig>,
    mode: Mode,
    begun: Arc<AtomicBool>,
}

/// The handshake of one connection, about to begin.
pub(crate) struct Connect {
    connector: TlsConnector,
    host: ServerName<'static>,
    begun: Arc<AtomicBool>,
}

impl Tls {
    /// Reads the certificates and the key that `wish` names. `direct` leaves out PostgreSQL's own question for TLS, so that
    /// the protocol has to be named within it.
    ///
    /// # Errors
    ///
    /// When a file that is needed is missing or cannot be read; names the file and nothing of what is in it.
    pub(crate) fn new(wish: &Wish, direct: bool) -> Result<Self> {
        let provider = Arc::new(ring::default_provider());
        let verifier = Verifier::new(check(wish)?, &provider);
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| Error::unsupported(format!("no TLS: {error}")))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier));
        let mut config = shown(builder, wish)?;
        if direct {
            config.alpn_protocols = vec![b"postgresql".to_vec()];
        }
        Ok(Tls { config: Arc::new(config), mode: wish.sslmode, begun: Arc::default() })
    }

    /// Whether the server has had TLS and a handshake was begun.
    pub(crate) fn begun(&self) -> bool {
        self.begun.load(Ordering::Relaxed)
    }
}

impl<S> MakeTlsConnect<S> for Tls
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    type Stream = Stream<S>;
    type TlsConnect = Connect;
    type Error = io::Error;

    fn make_tls_connect(&mut self, host: &str) -> io::Result<Connect> {
        let host = match ServerName::try_from(host.to_string()) {
            Ok(host) => host,
            // A name that no certificate can hold matters only to who compares names.
            Err(_) if self.mode < Mode::VerifyFull => {
                ServerName::from(std::net::IpAddr::from([0, 0, 0, 0]))
            }
            Err(_) => {
                return Err(io::Error::other(format!(
                    "`{host}` is no name that a certificate can hold"
                )));
            }
        };
        let connector = TlsConnector::from(Arc::clone(&self.config));
        Ok(Connect { connector, host, begun: Arc::clone(&self.begun) })
    }
}

impl<S> TlsConnect<S> for Connect
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    type Stream = Stream<S>;
    type Error = io::Error;
    type Future = Handshake<S>;

    fn connect(self, socket: S) -> Handshake<S> {
        self.begun.store(true, Ordering::Relaxed);
        Handshake(self.connector.connect(self.host, socket))
    }
}

/// How closely the server's certificate is looked at.
fn check(wish: &Wish) -> Result<Check> {
    let name = wish.sslmode == Mode::VerifyFull;
    let verify = wish.sslmode >= Mode::VerifyCa;
    if wish.sslrootcert.as_deref() == Some(SYSTEM) {
        return Ok(Check::Chain { roots: system()?, pinned: Vec::new(), name });
    }
    let path = wish.sslrootcert.clone().map(PathBuf::from).or_else(|| ours("root.crt"));
    match path {
        Some(path) if path.exists() => {
            let pinned = certificates(&path)?;
            Ok(Check::Chain { roots: roots(&path, &pinned)?, pinned, name })
        }
        Some(path) if verify => Err(Error::file(format!(
            "`sslmode={}` needs the certificate of the server's authority, and `{}` does not exist",
            wish.sslmode.word(),
            path.display()
        ))
        .with_hint("name the file with `sslrootcert=…`, or write `sslrootcert=system` for an authority that the system trusts")),
        None if verify => Err(Error::file(format!(
            "`sslmode={}` needs the certificate of the server's authority, and none is named",
            wish.sslmode.word()
        ))
        .with_hint("name the file with `sslrootcert=…`")),
        Some(_) | None => {
            if let Some(path) = &wish.sslrootcert {
                log::warn!("`{path}` does not exist: any certificate of the server's will do");
            }
            Ok(Check::Nothing)
        }
    }
}

/// A file of libpq's in the person's home.
fn ours(name: &str) -> Option<PathBuf> {
    std::env::home_dir().map(|home| home.join(".postgresql").join(name))
}

fn roots(path: &Path, certificates: &[CertificateDer<'static>]) -> Result<RootCertStore> {
    let mut store = RootCertStore::empty();
    for certificate in certificates {
        store.add(certificate.clone()).map_err(|error| unreadable(path, &error))?;
    }
    Ok(store)
}

fn system() -> Result<RootCertStore> {
    let found = rustls_native_certs::load_native_certs();
    let mut store = RootCertStore::empty();
    // Some systems have certificates among theirs that are none.
    store.add_parsable_certificates(found.certs);
    match (store.is_empty(), found.errors.first()) {
        (false, _) => Ok(store),
        (true, Some(error)) => {
            Err(Error::file(format!("the system's certificates cannot be read: {error}")))
        }
        (true, None) => Err(Error::file("the system trusts no certificate").with_hint(
            "install its package `ca-certificates`, or name a file with `sslrootcert=…`",
        )),
    }
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let found = CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unreadable(path, &error))?;
    if found.is_empty() {
        return Err(unreadable(path, &"there is no certificate in it"));
    }
    Ok(found)
}

fn unreadable(path: &Path, why: &dyn std::fmt::Display) -> Error {
    Error::file(format!("`{}` cannot be read: {why}", path.display()))
        .with_hint("it must hold certificates or a key as PEM text")
}

/// What we show to a server that asks who we are.
fn shown(
    builder: ConfigBuilder<ClientConfig, WantsClientCert>,
    wish: &Wish,
) -> Result<ClientConfig> {
    let path = wish.sslcert.clone().map(PathBuf::from).or_else(|| ours("postgresql.crt"));
    let Some(path) = path.filter(|path| path.exists()) else {
        if let Some(path) = &wish.sslcert {
            log::warn!("`{path}` does not exist: no certificate is shown to the server");
        }
        return Ok(builder.with_no_client_auth());
    };
    let chain = certificates(&path)?;
    let key = wish.sslkey.clone().map(PathBuf::from).or_else(|| ours("postgresql.key"));
    let Some(key) = key.filter(|key| key.exists()) else {
        return Err(Error::file(format!("`{}` has no private key beside it", path.display()))
            .with_hint("name the key's file with `sslkey=…`"));
    };
    private(&key)?;
    let secret = PrivateKeyDer::from_pem_file(&key)
        .map_err(|_| unreadable(&key, &"there is no private key in it that is not encrypted"))?;
    builder.with_client_auth_cert(chain, secret).map_err(|error: rustls::Error| {
        Error::file(format!("`{}` and `{}` do not fit: {error}", path.display(), key.display()))
    })
}

/// Refuses a key that others may read.
#[cfg(unix)]
fn private(key: &Path) -> Result<()> {
    use std::os::unix::fs::MetadataExt;

    let file = key.metadata().map_err(|error| unreadable(key, &error))?;
    // The system's own key may be shared with a group, as packages do it.
    let public = if file.uid() == 0 { 0o037 } else { 0o077 };
    if file.mode() & public == 0 {
        return Ok(());
    }
    Err(Error::file(format!("`{}` can be read by others, and is a private key", key.display()))
        .with_hint(format!("chmod 600 '{}'", key.display())))
}

#[cfg(not(unix))]
fn private(_: &Path) -> Result<()> {
    Ok(())
}
