//! Casts, of which there are two spellings, and the types that they name.

use super::{Atom, Class, join};
use crate::dialect::Dialect;

/// `CAST(x AS t)` as `x::t` where the dialect has that, and the type of either in its canonical spelling.
pub(super) fn casts(dialect: &dyn Dialect, atoms: Vec<Atom>) -> Vec<Atom> {
    if !dialect.capability().lexis.colon_casts {
        return atoms;
    }
    let mut out: Vec<Atom> = Vec::with_capacity(atoms.len());
    let mut at = 0;
    while at < atoms.len() {
        if atoms[at].is("CAST")
            && let Some((value, ty, after)) = cast(&atoms, at)
        {
            let single = matches!(value, [only] if only.class == Class::Operand);
            if !single {
                out.push(symbol("("));
            }
            out.extend(casts(dialect, value.to_vec()));
            if !single {
                out.push(symbol(")"));
            }
            out.push(symbol("::"));
            out.push(Atom { text: type_text(dialect, ty), class: Class::Operand });
            at = after;
        } else if atoms[at].is("::")
            && let Some(length) = type_length(&atoms[at + 1..])
        {
            out.push(symbol("::"));
            let ty = &atoms[at + 1..at + 1 + length];
            out.push(Atom { text: type_text(dialect, ty), class: Class::Operand });
            at += 1 + length;
        } else {
            out.push(atoms[at].clone());
            at += 1;
        }
    }
    out
}

fn symbol(text: &str) -> Atom {
    Atom { text: text.to_owned(), class: Class::Symbol }
}

/// The value, the type and the end of the `CAST(… AS …)` at `from`.
fn cast(atoms: &[Atom], from: usize) -> Option<(&[Atom], &[Atom], usize)> {
    let mut depth = 0_usize;
    let mut keyword = None;
    for (at, atom) in atoms.iter().enumerate().skip(from + 1) {
        match atom.text.as_str() {
            "(" if atom.class == Class::Symbol => depth += 1,
            ")" if atom.class == Class::Symbol => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    let keyword = keyword?;
                    return Some((&atoms[from + 2..keyword], &atoms[keyword + 1..at], at + 1));
                }
            }
            "AS" if atom.class == Class::Keyword && depth == 1 => keyword = Some(at),
            _ => {}
        }
        if depth == 0 {
            return None;
        }
    }
    None
}

/// How many atoms after a `::` are its type.
fn type_length(atoms: &[Atom]) -> Option<usize> {
    let first = atoms.first().filter(|atom| atom.class == Class::Operand)?;
    let mut length = 1;
    if first.text.starts_with('\'') {
        return None;
    }
    while atoms.get(length).is_some_and(|atom| atom.is(".")) && atoms.len() > length + 1 {
        length += 2;
    }
    let more: &[&str] = match first.text.as_str() {
        "double" => &["precision"],
        "character" | "bit" => &["varying"],
        _ => &[],
    };
    length += usize::from(atoms.get(length).is_some_and(|atom| more.contains(&atom.text.as_str())));
    if atoms.get(length).is_some_and(|atom| atom.is("(")) {
        length += 1 + atoms[length..].iter().position(|atom| atom.is(")"))?;
    }
    if matches!(first.text.as_str(), "timestamp" | "time") {
        let zone = ["with", "without"].iter().any(|word| {
            matches!(&atoms[length..], [a, b, c, ..]
                if a.text.eq_ignore_ascii_case(word) && b.text == "time" && c.text == "zone")
        });
        length += if zone { 3 } else { 0 };
    }
    while atoms.get(length).is_some_and(|atom| atom.is("[")) {
        length += 1 + atoms[length..].iter().position(|atom| atom.is("]"))?;
    }
    Some(length)
}

fn type_text(dialect: &dyn Dialect, atoms: &[Atom]) -> String {
    dialect.type_sql(&dialect.parse_type(&join(atoms)))
}
