//! Whether a server's certificate will do, as each `sslmode` has it. Reads no file.

use std::sync::Arc;

use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use tokio_rustls::rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature,
};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::server::ParsedCertificate;
use tokio_rustls::rustls::{
    CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};

/// How closely a certificate is looked at.
#[derive(Debug)]
pub(super) enum Check {
    /// Not at all: the connection is secret, from whoever it is to.
    Nothing,
    /// It must come from one of the roots, or be one of those that are `pinned`, and, with `name`, be that of the host that
    /// was meant.
    Chain { roots: RootCertStore, pinned: Vec<CertificateDer<'static>>, name: bool },
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
        _: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if let Check::Chain { roots, pinned, name } = &self.check {
            let parsed = ParsedCertificate::try_from(certificate)?;
            let all = self.algorithms.all;
            match verify_server_cert_signed_by_trust_anchor(&parsed, roots, between, now, all) {
                Err(error) if is_authority(&error) && pinned.contains(certificate) => {}
                outcome => outcome?,
            }
            if *name {
                verify_server_name(&parsed, host)?;
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
        CertificateError::NotValidForNameContext { presented, .. } if presented.is_empty() => (
            "it names no host as a subject alternative name".to_string(),
            "give the server a certificate with `subjectAltName`, or connect with `sslmode=verify-ca`",
        ),
        CertificateError::NotValidForNameContext { expected, presented } => (
            format!("it is for {}, not for `{}`", presented.join(", "), expected.to_str()),
            "connect by a name that is in the certificate",
        ),
        CertificateError::ExpiredContext { .. } | CertificateError::Expired => {
            ("it has expired".to_string(), "give the server a new certificate")
        }
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
