//! TLS for connections to PostgreSQL, as libpq's parameters ask for it: which certificates are trusted and shown. Opens no
//! connection.

mod der;
mod stream;
mod verify;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::WantsClientCert;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::crypto::CryptoProvider;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{
    CertificateDer, CertificateRevocationListDer, PrivateKeyDer, ServerName,
};
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
        let verifier = Verifier::new(check(wish, &provider)?, &provider);
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
fn check(wish: &Wish, provider: &Arc<CryptoProvider>) -> Result<Check> {
    let name = wish.sslmode == Mode::VerifyFull;
    let verify = wish.sslmode >= Mode::VerifyCa;
    if wish.sslrootcert.as_deref() == Some(SYSTEM) {
        let roots = Arc::new(system()?);
        let revoked = revoked(wish, &roots, provider)?;
        return Ok(Check::Chain { roots, pinned: Vec::new(), revoked, name });
    }
    let path = wish.sslrootcert.clone().map(PathBuf::from).or_else(|| ours("root.crt"));
    match path {
        Some(path) if path.exists() => {
            let pinned = certificates(&path)?;
            let roots = Arc::new(roots(&path, &pinned)?);
            let revoked = revoked(wish, &roots, provider)?;
            Ok(Check::Chain { roots, pinned, revoked, name })
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

/// What looks certificates up in the lists of those that their authorities have taken back, where there are lists. Each
/// authority in the chain must then have one that has not run out.
fn revoked(
    wish: &Wish,
    roots: &Arc<RootCertStore>,
    provider: &Arc<CryptoProvider>,
) -> Result<Option<Arc<WebPkiServerVerifier>>> {
    let mut lists = Vec::new();
    let named = [&wish.sslcrl, &wish.sslcrldir].iter().any(|path| path.is_some());
    let file = wish.sslcrl.clone().map(PathBuf::from);
    let file = file.or_else(|| if named { None } else { ours("root.crl") });
    if let Some(path) = file {
        match path.exists() {
            true => lists.extend(revocations(&path)?),
            false if named => {
                log::warn!(
                    "`{}` does not exist: no certificate is known as revoked",
                    path.display()
                );
            }
            false => {}
        }
    }
    if let Some(folder) = &wish.sslcrldir {
        let folder = Path::new(folder);
        let entries = folder.read_dir().map_err(|error| unreadable(folder, &error))?;
        let mut paths = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<_>>>()
            .map_err(|error| unreadable(folder, &error))?;
        paths.sort();
        for path in paths.iter().filter(|path| path.is_file()) {
            lists.extend(revocations(path)?);
        }
        if lists.is_empty() {
            // Without any list nothing would be looked up, of whoever asked that it be.
            return Err(Error::file(format!(
                "the folder `{}` holds no revocation list, so that no certificate can be trusted",
                folder.display()
            ))
            .with_hint("put the list of each authority there, or take `sslcrldir` out"));
        }
    }
    if lists.is_empty() {
        return Ok(None);
    }
    WebPkiServerVerifier::builder_with_provider(Arc::clone(roots), Arc::clone(provider))
        .with_crls(lists)
        .enforce_revocation_expiration()
        .build()
        .map(Some)
        .map_err(|error| Error::file(format!("the revocation lists cannot be used: {error}")))
}

fn revocations(path: &Path) -> Result<Vec<CertificateRevocationListDer<'static>>> {
    let found = CertificateRevocationListDer::pem_file_iter(path)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unreadable(path, &error))?;
    if found.is_empty() {
        return Err(unreadable(path, &"there is no revocation list in it"));
    }
    Ok(found)
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
        .with_hint("it must hold certificates, a key or revocation lists as PEM text")
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
