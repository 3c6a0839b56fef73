//! The few words that are read out of a certificate here because TLS libraries do not tell them. Trusts nothing: what is not
//! as it should be is not there.

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const OBJECT_IDENTIFIER: u8 = 0x06;

/// The object identifier of the algorithm that a certificate is signed by: `SEQUENCE { tbs, SEQUENCE { oid, … }, … }`.
pub(super) fn signature_algorithm(certificate: &[u8]) -> Option<&[u8]> {
    let (inner, _) = element(certificate, SEQUENCE)?;
    let (_, after) = element(inner, SEQUENCE)?;
    let (algorithm, _) = element(after, SEQUENCE)?;
    element(algorithm, OBJECT_IDENTIFIER).map(|(identifier, _)| identifier)
}

/// The first common name of whom a certificate is for: `SEQUENCE { SEQUENCE { [0] version?, serial, algorithm, issuer, validity,
/// SEQUENCE { SET { SEQUENCE { oid, text } } … } … } … }`.
pub(super) fn common_name(certificate: &[u8]) -> Option<&str> {
    const VERSION: u8 = 0xa0;
    const INTEGER: u8 = 0x02;
    const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
    let (inner, _) = element(certificate, SEQUENCE)?;
    let (mut rest, _) = element(inner, SEQUENCE)?;
    if let Some((_, after)) = element(rest, VERSION) {
        rest = after;
    }
    for tag in [INTEGER, SEQUENCE, SEQUENCE, SEQUENCE] {
        (_, rest) = element(rest, tag)?;
    }
    let (mut subject, _) = element(rest, SEQUENCE)?;
    while let Some((mut parts, after)) = element(subject, SET) {
        while let Some((part, more)) = element(parts, SEQUENCE) {
            let (kind, text) = element(part, OBJECT_IDENTIFIER)?;
            if kind == COMMON_NAME {
                let (text, _) = element(text, *text.first()?)?;
                return std::str::from_utf8(text).ok();
            }
            parts = more;
        }
        subject = after;
    }
    None
}

/// The content of the element in front, which must have this tag, and what follows it.
fn element(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match usize::from(*first) {
        short @ 0..0x80 => (short, rest),
        // The length is written in the next so many bytes.
        long => {
            let (digits, rest) =
                rest.split_at_checked(long - 0x80).filter(|(digits, _)| digits.len() < 5)?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
        }
    };
    if *found == tag { rest.split_at_checked(length) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An element of a tag that holds others.
    fn wrap(tag: u8, parts: &[Vec<u8>]) -> Vec<u8> {
        let inner = parts.concat();
        let mut all =
            vec![tag, 0x82, u8::try_from(inner.len() >> 8).unwrap(), inner.len().to_le_bytes()[0]];
        all.extend(inner);
        all
    }

    fn name(kind: u8, text: &str) -> Vec<u8> {
        let identifier = wrap(OBJECT_IDENTIFIER, &[vec![0x55, 0x04, kind]]);
        wrap(SET, &[wrap(SEQUENCE, &[identifier, wrap(0x0c, &[text.into()])])])
    }

    fn certificate(version: bool, subject: &[Vec<u8>]) -> Vec<u8> {
        let mut parts = vec![];
        if version {
            parts.push(wrap(0xa0, &[wrap(2, &[vec![2]])]));
        }
        parts.push(wrap(2, &[vec![7]]));
        let other = || wrap(SEQUENCE, &[name(3, "the issuer")]);
        parts.extend([other(), other(), other(), wrap(SEQUENCE, subject), other()]);
        wrap(SEQUENCE, &[wrap(SEQUENCE, &parts), other()])
    }

    #[test]
    fn the_first_common_name_of_the_subject_is_read() {
        let subject = [name(10, "an organization"), name(3, "host.example"), name(3, "another")];
        for version in [true, false] {
            assert_eq!(common_name(&certificate(version, &subject)), Some("host.example"));
        }
        assert_eq!(common_name(&certificate(true, &subject[..1])), None);
        let whole = certificate(true, &subject);
        for end in 0..whole.len() {
            assert!(
                common_name(&whole[..end]).is_none(),
                "a certificate that ends after {end} bytes"
            );
        }
    }
}
