//! Reads `table.rs` files into models, and models into a schema, with diagnostics that name file, line and column. Walks
//! no folders and writes nothing: text in, values out.
//!
//! ```
//! use migrate_syntax::{parse, Source};
//!
//! let models = parse(&[Source::new(
//!     "src/user/table.rs",
//!     "#[derive(migrate::Table)] struct User { #[column(primary_key, auto)] id: i64, email: Option<String> }",
//! )])
//! .expect("a valid model");
//! let schema = models.schema(&migrate::dialect::sqlite::Sqlite);
//! assert!(schema.tables[&"user".into()].columns[1].nullable);
//! ```

mod diagnostic;
mod nest;
mod declare;
mod scope;
mod outline;
mod ty;
mod resolve;
mod model;
mod place;
mod schema;
mod bytes;
mod check;
pub mod edit;
pub mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use declare::World;
use migrate_attr::report::Report;

pub use diagnostic::Diagnostic;
pub use migrate::schema::Subject;
pub use migrate_attr::value::Words;
pub use model::{
    Column, Condition, Default, Domain, Enum, Index, IndexPart, Literal, Models, Table,
};
pub use outline::Outline;
pub use place::Place;

/// The path of the module that a file has by its place, as `a::b::table`: what follows the last `src`.
pub fn module_of(path: &std::path::Path) -> String {
    declare::module_path(path).join("::")
}

/// One file of Rust source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it lies, as diagnostics shall show it. What stands after the last `src` tells its module path.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// Read only for the types that models use (newtypes, aliases, enums, shared columns): its tables are not models, and
    /// what cannot be understood in it is passed over until a model needs it.
    pub context: bool,
}

impl Source {
    /// A file whose tables are models.
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        Source { path: path.into(), text: text.into(), context: false }
    }

    /// A file that models may take types from.
    pub fn context(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        Source { path: path.into(), text: text.into(), context: true }
    }
}

/// Reads all files at once, so that types and references across them resolve. Every `#[cfg(feature = …)]` counts as on:
/// a history has one schema, whatever features one build has.
///
/// # Errors
///
/// Everything that is wrong, in the order of files and lines.
pub fn parse(sources: &[Source]) -> Result<Models, Vec<Diagnostic>> {
    let parts = parse_parts(sources)?;
    Ok(Models::of_parts(parts.into_iter().map(|part| part.models)))
}

/// What one of several files says, read together with the others.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// What it shows to the others.
    pub outline: Outline,
    /// What it asks for.
    pub models: Models,
}

/// As [`parse`], file by file.
///
/// # Errors
///
/// As those of [`parse`].
pub fn parse_parts(sources: &[Source]) -> Result<Vec<Part>, Vec<Diagnostic>> {
    with_room(|| read(sources))
}

/// The parts of the files `changed`, and of others that mean something else now, where [`parse_parts`] had found
/// `outlines` before the change; `source` has the file of that number as it is now. What would be said of all other files is
/// what was said then.
///
/// `None` where that cannot be told: something is wrong, or the change can be felt everywhere.
pub fn parse_again(
    source: &(dyn Fn(usize) -> Option<Source> + Sync),
    outlines: &[Outline],
    changed: &BTreeSet<usize>,
) -> Option<BTreeMap<usize, Part>> {
    with_room(|| again(source, outlines, changed))
}

/// Runs what recurses over source.
fn with_room<T: Send>(work: impl Fn() -> T + Sync) -> T {
    let reader = std::thread::Builder::new().stack_size(nest::STACK);
    std::thread::scope(|scope| match reader.spawn_scoped(scope, &work) {
        Ok(reading) => reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
        // A machine that has no room for so large a stack still has one for what people write.
        Err(_) => work(),
    })
}

fn again(
    source: &dyn Fn(usize) -> Option<Source>,
    outlines: &[Outline],
    changed: &BTreeSet<usize>,
) -> Option<BTreeMap<usize, Part>> {
    let mut meant = changed.clone();
    let numbered = outlines.iter().enumerate();
    let feels = |outline: &Outline| !outline.looked.is_disjoint(changed);
    meant.extend(numbered.filter(|(_, outline)| feels(outline)).map(|(file, _)| file));
    let mut whole = meant.clone();
    whole.extend(meant.iter().filter_map(|file| outlines.get(*file)).flat_map(|one| &one.looked));
    loop {
        let mut paths = vec![PathBuf::new(); outlines.len()];
        let mut world = World::default();
        let mut report = Report::default();
        for (file, outline) in outlines.iter().enumerate() {
            report.file = file;
            if whole.contains(&file) {
                let source = source(file)?;
                paths[file].clone_from(&source.path);
                let items = syntax(&source.text).ok()?.items;
                declare::file(&mut world, items, &source.path, !source.context, &mut report);
            } else {
                outline.declare(&mut world, file);
            }
        }
        let (mut parts, report) = resolve::resolve(&world, &paths, Some(&meant), report);
        let needed = world.looks.needed();
        if !needed.is_empty() {
            whole.extend(needed);
            continue;
        }
        let mut found = outline::outlines(world, &parts);
        let is_told = meant.iter().all(|file| {
            let (Some(before), Some(now)) = (outlines.get(*file), found.get(file)) else {
                return false;
            };
            before.shows_the_same(now) && now.takes_no_name_of(*file, before, outlines)
        });
        if !report.problems.is_empty() || !is_told {
            return None;
        }
        let part = |file: usize| {
            let models = std::mem::take(parts.get_mut(file)?);
            Some((file, Part { outline: found.remove(&file)?, models }))
        };
        return meant.into_iter().map(part).collect();
    }
}

fn read(sources: &[Source]) -> Result<Vec<Part>, Vec<Diagnostic>> {
    let mut world = World::default();
    let mut report = Report::default();
    let paths: Vec<PathBuf> = sources.iter().map(|source| source.path.clone()).collect();
    let mut whole = true;
    for (file, source) in sources.iter().enumerate() {
        report.file = file;
        match syntax(&source.text) {
            Ok(parsed) => {
                declare::file(&mut world, parsed.items, &source.path, !source.context, &mut report)
            }
            Err(error) if !source.context => {
                report.syntax(&error);
                whole = false;
            }
            Err(_) => {}
        }
    }
    // What refers to a file that could not be read would all be wrong too.
    let (models, report) =
        if whole { resolve::resolve(&world, &paths, None, report) } else { (Vec::new(), report) };
    if !report.problems.is_empty() {
        return Err(diagnostics(report, &paths));
    }
    let mut outlines = outline::outlines(world, &models);
    let mut outline = |file: usize| outlines.remove(&file).unwrap_or_default();
    let parts = models.into_iter().enumerate();
    Ok(parts.map(|(file, models)| Part { outline: outline(file), models }).collect())
}

fn syntax(text: &str) -> syn::Result<syn::File> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // A first line for the shell goes, its line break stays, so that lines keep their numbers.
    let text = match text.strip_prefix("#!") {
        Some(rest) if !rest.trim_start().starts_with('[') => {
            rest.find('\n').and_then(|end| rest.get(end..)).unwrap_or_default()
        }
        Some(_) | None => text,
    };
    let tokens: proc_macro2::TokenStream = text.parse().map_err(syn::Error::from)?;
    match nest::too_deep(tokens.clone()) {
        Some(span) => Err(syn::Error::new(span, "this nests too deep to be read")),
        None => syn::parse2(tokens),
    }
}

fn diagnostics(report: Report, paths: &[PathBuf]) -> Vec<Diagnostic> {
    let mut numbered: Vec<(usize, Diagnostic)> = report
        .problems
        .into_iter()
        .map(|problem| {
            let (start, end) = (problem.span.start(), problem.span.end());
            let diagnostic = Diagnostic {
                path: paths.get(problem.file).cloned().unwrap_or_default(),
                line: start.line.max(1),
                column: start.column + 1,
                end: (end > start).then_some((end.line, end.column + 1)),
                message: problem.message,
                help: problem.help,
            };
            (problem.file, diagnostic)
        })
        .collect();
    numbered.sort();
    // Shared columns are read with every table that has them.
    numbered.dedup();
    numbered.into_iter().map(|(_, diagnostic)| diagnostic).collect()
}

#[cfg(test)]
mod tests {
    /// The attribute language stands below the engine and cannot ask it.
    #[test]
    fn attributes_know_the_dialects_of_the_engine() {
        let names: Vec<&str> = migrate::dialect::ALL.iter().map(|dialect| dialect.name()).collect();
        assert_eq!(names, migrate_attr::DIALECTS);
        assert_eq!(migrate_attr::LONGEST, migrate::schema::name::LONGEST);
        for word in ["sqlite", "sqlite3", "postgres", "postgresql", "pg", "oracle"] {
            let found = migrate::dialect::find(word).ok().map(|dialect| dialect.name());
            assert_eq!(migrate_attr::dialect(word), found, "{word}");
        }
    }
}
