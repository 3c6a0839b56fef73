//! Certificates made for a test, with their keys, as PEM text. Starts nothing.

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertificateRevocationListParams, DnType,
    IsCa, Issuer, KeyIdMethod, KeyPair, RevokedCertParams, SerialNumber, date_time_ymd,
};

/// The number of the one certificate that is revoked.
const REVOKED: u64 = 77;

/// An authority that signs others.
pub(super) struct Authority {
    pub(super) certificate: String,
    issuer: Issuer<'static, KeyPair>,
}

/// A certificate with its key.
pub(super) struct Pair {
    pub(super) certificate: String,
    pub(super) key: String,
}

impl Authority {
    pub(super) fn new(name: &str) -> Self {
        let mut parameters = named(name, &[]);
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let certificate = parameters.self_signed(&key).unwrap();
        Authority { certificate: certificate.pem(), issuer: Issuer::new(parameters, key) }
    }

    /// The list of its certificates that are revoked, which is [`REVOKED`]; one that has run out if `year` is past.
    pub(super) fn list(&self, year: i32) -> String {
        let revoked = RevokedCertParams {
            serial_number: SerialNumber::from(REVOKED),
            revocation_time: date_time_ymd(2000, 1, 1),
            reason_code: None,
            invalidity_date: None,
        };
        let list = CertificateRevocationListParams {
            this_update: date_time_ymd(2000, 1, 1),
            next_update: date_time_ymd(year, 1, 1),
            crl_number: SerialNumber::from(1_u64),
            issuing_distribution_point: None,
            revoked_certs: vec![revoked],
            key_identifier_method: KeyIdMethod::Sha256,
        };
        list.signed_by(&self.issuer).unwrap().pem().unwrap()
    }

    /// A certificate for `hosts` by this authority, of which the one named `revoked` is; one that has expired if `year` is
    /// past.
    pub(super) fn sign(&self, name: &str, hosts: &[&str], year: i32) -> Pair {
        let mut parameters = named(name, hosts);
        if name == "revoked" {
            parameters.serial_number = Some(SerialNumber::from(REVOKED));
        }
        parameters.not_after = rcgen::date_time_ymd(year, 1, 1);
        let key = KeyPair::generate().unwrap();
        pair(&parameters.signed_by(&key, &self.issuer).unwrap(), &key)
    }
}

/// A server's certificate that it has signed itself and that is an authority's too, as `openssl req -x509` makes it.
pub(super) fn alone(hosts: &[&str]) -> Pair {
    let mut parameters = named("alone", hosts);
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    pair(&parameters.self_signed(&key).unwrap(), &key)
}

fn named(name: &str, hosts: &[&str]) -> CertificateParams {
    let hosts: Vec<String> = hosts.iter().map(ToString::to_string).collect();
    let mut parameters = CertificateParams::new(hosts).unwrap();
    parameters.distinguished_name.push(DnType::CommonName, name);
    parameters
}

fn pair(certificate: &Certificate, key: &KeyPair) -> Pair {
    Pair { certificate: certificate.pem(), key: key.serialize_pem() }
}
