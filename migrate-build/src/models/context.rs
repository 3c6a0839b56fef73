//! Which files besides `table.rs` models take types from. Understands no Rust but the words before a type's name.

use std::collections::BTreeSet;
use std::path::Path;

use migrate_syntax::Source;
use walkdir::WalkDir;

use crate::project::Project;
use crate::report::Finding;
use crate::walk;

/// The files of the package that define a type which `models`, or another such file, mention and no model file defines.
///
/// Most of an application's source is never parsed for it: a file is only searched for the words `struct X`, `enum X` and
/// `type X`.
///
/// # Errors
///
/// When a file that may hold such a type cannot be read.
pub(super) fn find(project: &Project, models: &[Source]) -> Result<Vec<Source>, Vec<Finding>> {
    let mut rest = read(project)?;
    let mut context: Vec<Source> = Vec::new();
    loop {
        let known = || models.iter().chain(&context);
        let defined: BTreeSet<&str> =
            known().flat_map(|source| definitions(&source.text)).collect();
        let wanted: BTreeSet<&str> = known().flat_map(|source| mentions(&source.text)).collect();
        let missing: BTreeSet<&str> = wanted.difference(&defined).copied().collect();
        let (found, others): (Vec<_>, Vec<_>) = rest
            .into_iter()
            .partition(|source| definitions(&source.text).any(|name| missing.contains(name)));
        if found.is_empty() {
            return Ok(context);
        }
        context.extend(found);
        rest = others;
    }
}

/// Every other source file below the models' folder.
fn read(project: &Project) -> Result<Vec<Source>, Vec<Finding>> {
    let mut sources = Vec::new();
    let mut errors = Vec::new();
    let files = WalkDir::new(&project.models).follow_links(true).sort_by_file_name().into_iter();
    for entry in files.filter_entry(walk::wanted).flatten() {
        if !entry.file_type().is_file() || !is_other_source(entry.path()) {
            continue;
        }
        match walk::read(project, entry.path()) {
            Ok(text) => sources.push(Source::context(project.shown(entry.path()), text)),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(sources) } else { Err(errors) }
}

fn is_other_source(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
        && path.file_name().is_none_or(|name| name != walk::FILE)
}

/// The words of a text: runs of letters, digits and underscores.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

/// The words that may name a type.
fn mentions(text: &str) -> impl Iterator<Item = &str> {
    words(text).filter(|word| word.starts_with(char::is_uppercase))
}

/// The types that a text defines.
fn definitions(text: &str) -> impl Iterator<Item = &str> {
    let mut keyword = false;
    words(text).filter(move |word| {
        let named = keyword && word.starts_with(char::is_uppercase);
        keyword = matches!(*word, "struct" | "enum" | "type");
        named
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_the_names_after_the_keywords() {
        let text = "/// A struct.\npub(crate) struct Email(String); enum Role { Nurse } type Money = Decimal; fn x() {}";
        assert_eq!(definitions(text).collect::<Vec<_>>(), ["Email", "Role", "Money"]);
        assert_eq!(mentions("Option<Money> x").collect::<Vec<_>>(), ["Option", "Money"]);
    }
}
