//! Which files besides `table.rs` models take types from. Understands no Rust but the words before a type's name.

use std::collections::BTreeSet;
use std::path::Path;

use migrate_syntax::Source;
use walkdir::WalkDir;

use crate::project::Project;
use crate::report::Finding;
use crate::walk;

/// The files of the package that define a type which `models`, or another such file, mention and no model file defines;
/// then all others.
///
/// Most of an application's source is never parsed for it: a file is only searched for the words `struct X`, `enum X` and
/// `type X`.
///
/// # Errors
///
/// When a file that may hold such a type cannot be read.
pub(super) fn find(
    project: &Project,
    models: &[Source],
) -> Result<(Vec<Source>, Vec<Source>), Vec<Finding>> {
    let rest = read(project)?;
    let chosen = choose(models, &rest);
    let mut rest: Vec<Option<Source>> = rest.into_iter().map(Some).collect();
    let chosen = chosen.into_iter().filter_map(|at| rest.get_mut(at)?.take()).collect();
    Ok((chosen, rest.into_iter().flatten().collect()))
}

/// Whether files are chosen by both texts alike: they define the same types and, where `mentions` matter, speak of the same.
pub(crate) fn chooses_alike(one: &str, other: &str, mentions: bool) -> bool {
    let (one, other) = (look(one), look(other));
    let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>();
    set(&one.defines) == set(&other.defines)
        && (!mentions || set(&one.mentions) == set(&other.mentions))
}

/// Which of `rest` are wanted: those that `models` ask for, then those that these ask for, and so on. Each text is gone
/// through once.
pub(crate) fn choose(models: &[Source], rest: &[Source]) -> Vec<usize> {
    let seen: Vec<Words<'_>> = rest.iter().map(|source| look(&source.text)).collect();
    let (mut defined, mut wanted) = (BTreeSet::new(), BTreeSet::new());
    for model in models {
        let Words { defines, mentions } = look(&model.text);
        defined.extend(defines);
        wanted.extend(mentions);
    }
    let mut chosen = Vec::new();
    loop {
        let is_wanted = |name: &&str| wanted.contains(name) && !defined.contains(name);
        let asked =
            |at: &usize| seen.get(*at).is_some_and(|words| words.defines.iter().any(is_wanted));
        let found: Vec<usize> =
            (0..rest.len()).filter(|at| !chosen.contains(at)).filter(asked).collect();
        if found.is_empty() {
            return chosen;
        }
        for words in found.iter().filter_map(|at| seen.get(*at)) {
            defined.extend(&words.defines);
            wanted.extend(&words.mentions);
        }
        chosen.extend(found);
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

pub(crate) fn is_other_source(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
        && path.file_name().is_none_or(|name| name != walk::FILE)
}

/// What matters of a text's words.
#[derive(Default)]
struct Words<'a> {
    /// The types that it defines.
    defines: Vec<&'a str>,
    /// The words that may name a type.
    mentions: Vec<&'a str>,
}

fn look(text: &str) -> Words<'_> {
    let mut found = Words::default();
    let mut keyword = false;
    let mut rest = text;
    while let Some((word, after)) = next(rest) {
        rest = after;
        if word.starts_with(char::is_uppercase) {
            found.mentions.push(word);
            if keyword {
                found.defines.push(word);
            }
        }
        keyword = matches!(word, "struct" | "enum" | "type");
    }
    found
}

/// The first word of a text, a run of letters, digits and underscores, and what follows it. Goes by bytes as long as it
/// can, since a build script that nobody optimizes gets through every source of the package.
fn next(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let (mut at, mut start) = (0, None);
    while let Some(byte) = bytes.get(at) {
        let (is_word, length) = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => (true, 1),
            0..0x80 => (false, 1),
            _ => {
                let letter = text.get(at..).and_then(|rest| rest.chars().next())?;
                (letter.is_alphanumeric(), letter.len_utf8())
            }
        };
        match (is_word, start) {
            (true, None) => start = Some(at),
            (false, Some(start)) => return Some((text.get(start..at)?, text.get(at..)?)),
            (true, Some(_)) | (false, None) => {}
        }
        at += length;
    }
    start.and_then(|start| Some((text.get(start..)?, "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_the_names_after_the_keywords() {
        let text = "/// A struct.\npub(crate) struct Email(String); enum Role { Nurse } type Money = Decimal; fn x() {}";
        assert_eq!(look(text).defines, ["Email", "Role", "Money"]);
        assert_eq!(look("Option<Money> x").mentions, ["Option", "Money"]);
        assert_eq!(look("\u{a0}struct\u{2028}Ärmel«Öse»_x Fin").mentions, ["Ärmel", "Öse", "Fin"]);
    }

    #[test]
    fn what_is_wanted_by_what_is_wanted_is_found_too() {
        let rest = ["struct Inner(Deep);", "struct Other;", "type Deep = Money;", "enum Role {}"];
        let rest = rest.map(|text| Source::context("src/x.rs", text));
        let models = [Source::new("src/table.rs", "struct Role; struct T { a: Inner, b: Role }")];
        assert_eq!(choose(&models, &rest), [0, 2]);
    }
}
