//! Whether a server's certificate will do, as each `sslmode` has it. Reads no file.

use std::sync::Arc;

use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::client::{
    WebPkiServerVerifier, verify_server_cert_signed_by_trust_anchor, verify_server_name,
};
use tokio_rustls::rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature,
};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::server::ParsedCertificate;
use tokio_rustls::rustls::{
    CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};

use super::der::common_name;

/// How closely a certificate is looked at.
#[derive(Debug)]
pub(super) enum Check {
    /// Not at all: the connection is secret, from whoever it is to.
    Nothing,
    /// It must come from one of the roots, or be one of those that are `pinned`; not be `revoked`, where that is looked up;
    /// and, with `name`, be that of the host that was meant.
    Chain {
        roots: Arc<RootCertStore>,
        pinned: Vec<CertificateDer<'static>>,
        revoked: Option<Arc<WebPkiServerVerifier>>,
        name: bool,
    },
}

#[derive(Debug)]
pub(super) struct Verifier {
    check: Check,
    algorithms: WebPkiSupportedAlgorithms,
}

impl Verifier {
    pub(super) fn new(check: Check, provider: &Arc<CryptoProvider>) -> Self {
        Verifier { check, algorithms: provider.signature_verification_algorithms }
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        host: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if let Check::Chain { roots, pinned, revoked, name } = &self.check {
            let parsed = ParsedCertificate::try_from(certificate)?;
            let all = self.algorithms.all;
            match revoked {
                // It looks at the name as well, and at that last.
                Some(revoked) => {
                    match revoked.verify_server_cert(certificate, between, host, ocsp, now) {
                        Err(error) if is_about_name(&error).is_none() => return Err(error),
                        Ok(_) | Err(_) => {}
                    }
                }
                None => {
                    match verify_server_cert_signed_by_trust_anchor(
                        &parsed, roots, between, now, all,
                    ) {
                        Err(error) if is_authority(&error) && pinned.contains(certificate) => {}
                        outcome => outcome?,
                    }
                }
            }
            if *name {
                verify_name(certificate, &parsed, host)?;
            }
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        match self.check {
            // A signature by nobody knows whom says nothing, and the oldest certificates cannot be read.
            Check::Nothing => Ok(HandshakeSignatureValid::assertion()),
            Check::Chain { .. } => {
                verify_tls12_signature(message, certificate, signature, &self.algorithms)
            }
        }
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        match self.check {
            Check::Nothing => Ok(HandshakeSignatureValid::assertion()),
            Check::Chain { .. } => {
                verify_tls13_signature(message, certificate, signature, &self.algorithms)
            }
        }
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// Whether a certificate is for a host: by its alternative names or, where it has none of a host, by its common name.
fn verify_name(
    certificate: &CertificateDer<'_>,
    parsed: &ParsedCertificate<'_>,
    host: &ServerName<'_>,
) -> Result<(), Error> {
    let Err(error) = verify_server_name(parsed, host) else { return Ok(()) };
    let of_host = |name: &String| name.starts_with("DnsName") || name.starts_with("IpAddress");
    match (is_about_name(&error), common_name(certificate)) {
        (Some(presented), Some(name))
            if !presented.iter().any(of_host) && is_for(name, &host.to_str()) =>
        {
            Ok(())
        }
        (_, _) => Err(error),
    }
}

/// The alternative names of the certificate, where an error says that none is that of the host.
fn is_about_name(error: &Error) -> Option<&[String]> {
    match error {
        Error::InvalidCertificate(CertificateError::NotValidForName) => Some(&[]),
        Error::InvalidCertificate(CertificateError::NotValidForNameContext {
            presented, ..
        }) => Some(presented),
        _ => None,
    }
}

/// Whether a common name is that of a host, as libpq compares them: `*.example.com` is `db.example.com`, not
/// `a.b.example.com`.
fn is_for(name: &str, host: &str) -> bool {
    let wild = || {
        let (label, domain) = host.split_once('.')?;
        let wanted = name.strip_prefix("*.").filter(|wanted| !wanted.is_empty())?;
        Some(!label.is_empty() && domain.eq_ignore_ascii_case(wanted))
    };
    name.eq_ignore_ascii_case(host) || wild() == Some(true)
}

/// Whether all that is wrong with a certificate is that it is an authority's, as one is that `openssl req -x509` makes for a
/// server. Its dates have been looked at by then.
fn is_authority(error: &Error) -> bool {
    matches!(error, Error::InvalidCertificate(CertificateError::Other(why)) if format!("{why:?}").contains("CaUsedAsEndEntity"))
}

/// What a failed handshake was about, with a way out, if `error` comes from one.
pub(in super::super) fn explained(
    error: &(dyn std::error::Error + 'static),
) -> Option<(String, &'static str)> {
    let said = find(error)?;
    let Error::InvalidCertificate(why) = said else {
        return Some((
            format!("TLS: {said}"),
            "see the server's log, and that it speaks TLS 1.2 or 1.3",
        ));
    };
    let (what, hint) = match why {
        CertificateError::UnknownIssuer => (
            "no authority that we trust has signed it".to_string(),
            "name the certificate of its authority with `sslrootcert=…`",
        ),
        CertificateError::NotValidForNameContext { presented, expected }
            if presented.is_empty() =>
        {
            (
                format!(
                    "it names no host, or another than `{}`, as its common name",
                    expected.to_str()
                ),
                "connect by the name that is in the certificate, or give the server one with `subjectAltName`",
            )
        }
        CertificateError::NotValidForNameContext { expected, presented } => (
            format!("it is for {}, not for `{}`", presented.join(", "), expected.to_str()),
            "connect by a name that is in the certificate",
        ),
        CertificateError::ExpiredContext { .. } | CertificateError::Expired => {
            ("it has expired".to_string(), "give the server a new certificate")
        }
        CertificateError::Revoked => (
            "its authority has revoked it".to_string(),
            "give the server a new certificate, and find out why",
        ),
        CertificateError::UnknownRevocationStatus => (
            "there are revocation lists, and none of its authority's".to_string(),
            "add the list of each authority to the file of `sslcrl=…`",
        ),
        CertificateError::ExpiredRevocationList
        | CertificateError::ExpiredRevocationListContext { .. } => (
            "the revocation list of its authority has run out".to_string(),
            "get the authority's current list for `sslcrl=…`",
        ),
        other => (
            other.to_string(),
            "give the server a certificate of X.509 version 3 that its authority has signed",
        ),
    };
    Some((format!("the server's certificate will not do: {what}"), hint))
}

/// The error of TLS that another one wraps.
fn find<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e Error> {
    let mut at = Some(error);
    while let Some(error) = at {
        if let Some(found) = error.downcast_ref::<Error>() {
            return Some(found);
        }
        let wrapped = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if let Some(found) = wrapped.and_then(|inner| inner.downcast_ref::<Error>()) {
            return Some(found);
        }
        at = error.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::is_for;

    #[test]
    fn common_names_are_compared_as_libpq_does() {
        for (name, host, same) in [
            ("db.example.com", "DB.example.com", true),
            ("*.example.com", "db.example.com", true),
            ("*.example.com", "a.db.example.com", false),
            ("*.example.com", "example.com", false),
            ("*.example.com", ".example.com", false),
            ("*.", "db.", false),
            ("d*.example.com", "db.example.com", false),
            ("127.0.0.1", "127.0.0.1", true),
            ("", "", true),
            ("db", "db.example.com", false),
        ] {
            assert_eq!(is_for(name, host), same, "{name} {host}");
        }
    }
}
