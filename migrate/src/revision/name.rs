//! The name of a revision's file, and the slug in it. Not where the file lies.

use crate::revision::Revision;

/// The longest slug, in characters.
pub const SLUG: usize = 40;

impl Revision {
    /// `YYYYMMDD_HHMM_<slug>.sql`, from [`Revision::created`] and [`Revision::slug`], or the message's slug when that
    /// one is empty.
    pub fn file_name(&self) -> String {
        let digits: String = self.created.chars().filter(char::is_ascii_digit).collect();
        let day = digits.get(..8).unwrap_or("00000000");
        let minute = digits.get(8..12).unwrap_or("0000");
        let own = if self.slug.is_empty() { slug(&self.message) } else { slug(&self.slug) };
        format!("{day}_{minute}_{own}.sql")
    }
}

/// `message` as the readable part of a file's name: lower-case ASCII words joined by `_`, at most [`SLUG`] characters,
/// cut between words where there is a place to cut. Accents are dropped from letters that have them; a message without
/// any letter or digit that ASCII knows gives `revision`.
pub fn slug(message: &str) -> String {
    let mut slug = String::new();
    for word in ascii(message)
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let gap = usize::from(!slug.is_empty());
        if slug.len() + gap + word.len() > SLUG {
            if slug.is_empty() {
                slug.extend(word.chars().take(SLUG));
            }
            break;
        }
        if gap == 1 {
            slug.push('_');
        }
        slug.push_str(word);
    }
    if slug.is_empty() { "revision".to_owned() } else { slug }
}

/// The slug in a file's name: what follows `YYYYMMDD_HHMM_`, or all of it in a file that is named otherwise.
pub fn slug_of(file_name: &str) -> &str {
    let stem = file_name.strip_suffix(".sql").unwrap_or(file_name);
    let mut rest = stem;
    for digits in [8, 4] {
        match rest.split_once('_') {
            Some((stamp, after))
                if stamp.len() >= digits && stamp.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                rest = after
            }
            Some(_) | None => return stem,
        }
    }
    if rest.is_empty() { stem } else { rest }
}

/// `text` in lower case with the Latin letters that people put into messages written without their accents.
fn ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'à'..='å' | 'ā' | 'ă' | 'ą' => plain.push('a'),
            'æ' => plain.push_str("ae"),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => plain.push('c'),
            'ď' | 'đ' | 'ð' => plain.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => plain.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => plain.push('g'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => plain.push('i'),
            'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => plain.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => plain.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => plain.push('o'),
            'œ' => plain.push_str("oe"),
            'ŕ' | 'ŗ' | 'ř' => plain.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => plain.push('s'),
            'ß' => plain.push_str("ss"),
            'ţ' | 'ť' | 'ț' => plain.push('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => plain.push('u'),
            'ý' | 'ÿ' => plain.push('y'),
            'ź' | 'ż' | 'ž' => plain.push('z'),
            // The mark that `İ` leaves behind in lower case, and apostrophes: no new word begins at one.
            '\u{300}'..='\u{36f}' | '\'' | '’' => {}
            other => plain.push(other),
        }
    }
    plain
}
