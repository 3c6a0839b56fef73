//! Names of a database as names of Rust: of structs, fields, variants and modules.

use std::collections::BTreeSet;

use migrate::schema::Name;

/// The struct that stands for a table, or the enum for a type: `order_lines` is `OrderLine`.
pub fn structure(name: &Name) -> String {
    let ident = camel(&singular(&name.name));
    match ident.as_str() {
        "" => "Unnamed".to_owned(),
        // The one keyword that begins with a capital letter.
        "Self" => "SelfRow".to_owned(),
        _ => ident,
    }
}

/// The module that a table's file is in, below the folder of the models.
pub fn module(name: &Name) -> String {
    let words = [name.namespace.as_deref(), Some(name.name.as_str())];
    let words: Vec<String> = words.into_iter().flatten().map(snake).collect();
    let module = words.join("_");
    match module.as_str() {
        "" => "unnamed".to_owned(),
        word if word.starts_with(|first: char| first.is_numeric()) => format!("n{word}"),
        word if is_keyword(word) || word == "table" => format!("{word}_"),
        _ => module,
    }
}

/// One of what a plural names, as far as English is regular.
fn singular(name: &str) -> String {
    let keeps = ["ss", "us", "is", "news", "series", "species"];
    if name.len() < 3 || keeps.iter().any(|end| name.ends_with(end)) {
        return name.to_owned();
    }
    if let Some(stem) = name.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let whole = ["sses", "xes", "ches", "shes"].iter().any(|end| name.ends_with(end));
    name.strip_suffix(if whole { "es" } else { "s" }).unwrap_or(name).to_owned()
}

/// `it's fine` as `ItsFine`.
pub(super) fn camel(text: &str) -> String {
    let mut out = String::new();
    let mut upper = true;
    for letter in text.chars().filter(|letter| *letter != '\'') {
        if !letter.is_alphanumeric() {
            upper = true;
        } else if std::mem::take(&mut upper) {
            out.extend(letter.to_uppercase());
        } else {
            out.push(letter);
        }
    }
    if out.starts_with(|first: char| first.is_numeric()) {
        out.insert(0, 'N');
    }
    out
}

/// `createdAt` as `created_at`, and nothing but letters, digits and underscores.
fn snake(text: &str) -> String {
    let plain: String =
        text.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '_' }).collect();
    let words = migrate_attr::item::snake_case(&plain);
    let words: Vec<&str> = words.split('_').filter(|word| !word.is_empty()).collect();
    words.join("_")
}

/// The field that stands for a column, as none of `taken` is called; it is among them from now on.
pub(super) fn field(column: &str, taken: &mut BTreeSet<String>) -> String {
    let same = column.chars().all(|one| one.is_lowercase() || one.is_ascii_digit() || one == '_')
        && column.starts_with(|first: char| first.is_lowercase() || first == '_')
        && column.chars().any(|one| one != '_');
    let plain = if same { column.to_owned() } else { snake(column) };
    let plain = if plain.starts_with(|first: char| first.is_numeric()) {
        format!("n{plain}")
    } else {
        plain
    };
    let name = free(plain, taken, "column");
    match name.as_str() {
        "self" | "super" | "crate" => format!("{name}_"),
        word if is_keyword(word) => format!("r#{word}"),
        _ => name,
    }
}

/// `name`, or `otherwise` if there is none, with a number if it is taken; it is taken from now on.
pub(super) fn free(name: String, taken: &mut BTreeSet<String>, otherwise: &str) -> String {
    let name = if name.is_empty() { otherwise.to_owned() } else { name };
    let mut free = name.clone();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = format!("{name}_{number}");
        number += 1;
    }
    free
}

fn is_keyword(word: &str) -> bool {
    const WORDS: [&str; 53] = [
        "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
        "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
        "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv",
        "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "try",
        "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
        "union",
    ];
    word != "union" && WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_rust() {
        for (name, expected) in [
            ("users", "User"),
            ("order_lines", "OrderLine"),
            ("categories", "Category"),
            ("addresses", "Address"),
            ("boxes", "Box"),
            ("status", "Status"),
            ("it's fine", "ItsFine"),
            ("2fa codes", "N2faCode"),
            ("", "Unnamed"),
            ("Self", "SelfRow"),
        ] {
            assert_eq!(structure(&Name::new(name)), expected, "{name}");
        }
        assert_eq!(module(&Name::within("app", "Or\"der")), "app_or_der");
        assert_eq!(module(&Name::new("type")), "type_");
        assert_eq!(module(&Name::new("1st place")), "n1st_place");
        assert_eq!(module(&Name::new("Self")), "self_");
        let mut taken = BTreeSet::new();
        let fields = ["type", "createdAt", "created_at", "a b", "1st", "ü"]
            .map(|name| field(name, &mut taken));
        assert_eq!(fields, ["r#type", "created_at", "created_at_2", "a_b", "n1st", "ü"]);
    }
}
