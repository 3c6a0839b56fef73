//! What the files declare: structs, enums, aliases and imports, module by module, with their attributes read. Nothing is
//! looked up yet.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use migrate::schema::Name;
use migrate_attr::cfg;
use migrate_attr::domain::{Domain, read_domain};
use migrate_attr::item::{Enumeration, Kind, Struct, read_enum, read_struct};
use migrate_attr::meta::word_span;
use migrate_attr::report::Report;
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{Attribute, Fields, ItemEnum, ItemStruct, Meta, Token, UseTree};

use crate::outline::{Declared, Looks, Outline};

/// Everything that all the files declare.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) modules: Vec<Module>,
    pub(crate) by_path: BTreeMap<Vec<String>, usize>,
    pub(crate) by_name: BTreeMap<String, Vec<usize>>,
    pub(crate) structs: Vec<Struct>,
    pub(crate) enums: Vec<Enumeration>,
    pub(crate) domains: Vec<Domain>,
    /// Only one struct is seen, as in a derive: what cannot be found may well exist.
    pub(crate) partial: bool,
    /// The tables of files of which only the outline is known, and the file of each.
    pub(crate) unread: BTreeMap<Name, usize>,
    /// What each file shows.
    pub(crate) outlines: BTreeMap<usize, Outline>,
    /// Who has looked where.
    pub(crate) looks: Looks,
}

/// One module: a file, or an inline `mod`.
#[derive(Default)]
pub(crate) struct Module {
    pub(crate) path: Vec<String>,
    /// The files that declare something in it.
    pub(crate) files: Vec<usize>,
    pub(crate) items: BTreeMap<String, Item>,
    pub(crate) uses: BTreeMap<String, Vec<String>>,
    pub(crate) globs: Vec<Vec<String>>,
}

/// What a name stands for.
pub(crate) enum Item {
    /// One of [`World::structs`].
    Struct(usize),
    /// One of [`World::enums`].
    Enum(usize),
    /// One of [`World::domains`].
    Domain(usize),
    /// Another type under a new name: a newtype or an alias.
    Same(Box<syn::Type>),
    /// Something that no column can have as its type.
    Other,
    /// An item of that file, of which only the outline is known.
    Unread(usize),
}

/// The module path that a file has by its place: what follows the last `src`, without `mod`, `lib` and `main`.
pub(crate) fn module_path(path: &Path) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for component in path.with_extension("").components() {
        match component {
            Component::Normal(part) if part == "src" => parts.clear(),
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::Prefix(_)
            | Component::RootDir
            | Component::CurDir
            | Component::ParentDir => {}
        }
    }
    if parts.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}

impl World {
    /// The module at that path, in which the file declares something.
    pub(crate) fn module(&mut self, path: &[String], file: usize) -> usize {
        let index = match self.by_path.get(path) {
            Some(index) => *index,
            None => {
                self.modules.push(Module { path: path.to_vec(), ..Module::default() });
                self.by_path.insert(path.to_vec(), self.modules.len() - 1);
                self.modules.len() - 1
            }
        };
        if let Some(module) = self.modules.get_mut(index)
            && module.files.last() != Some(&file)
        {
            module.files.push(file);
        }
        index
    }
}

/// Adds what one file declares.
pub(crate) fn file(
    world: &mut World,
    items: Vec<syn::Item>,
    path: &Path,
    model: bool,
    report: &mut Report,
) {
    module(world, items, module_path(path), model, report);
}

fn module(
    world: &mut World,
    items: Vec<syn::Item>,
    path: Vec<String>,
    model: bool,
    report: &mut Report,
) {
    let mut here = Module { path: path.clone(), ..Module::default() };
    for item in &items {
        if let syn::Item::Use(item) = item {
            imports(&item.tree, &mut Vec::new(), &mut here);
        }
    }
    let index = world.module(&path, report.file);
    let mut inner = Vec::new();
    let mut names = Vec::new();
    for found in items {
        let (name, found) = match found {
            syn::Item::Struct(mut item) => {
                let Some(metas) = effective(std::mem::take(&mut item.attrs), model, report) else {
                    continue;
                };
                (
                    item.ident.unraw().to_string(),
                    structure(world, &here, index, item, &metas, model, report),
                )
            }
            syn::Item::Enum(mut item) => {
                let Some(metas) = effective(std::mem::take(&mut item.attrs), model, report) else {
                    continue;
                };
                (
                    item.ident.unraw().to_string(),
                    enumeration(world, &here, item, &metas, model, report),
                )
            }
            syn::Item::Type(item) => {
                let Some(_) = effective(item.attrs, model, report) else { continue };
                let plain = item.generics.params.is_empty();
                (
                    item.ident.unraw().to_string(),
                    if plain { Item::Same(item.ty) } else { Item::Other },
                )
            }
            syn::Item::Union(item) => {
                if let Some(metas) = effective(item.attrs, model, report)
                    && derived(&metas, &here).is_some()
                {
                    report.error(
                        item.ident.span(),
                        "a union cannot be a table",
                        "make it a struct with named fields",
                    );
                }
                (item.ident.unraw().to_string(), Item::Other)
            }
            syn::Item::Mod(item) => {
                if let (Some(_), Some((_, items))) =
                    (effective(item.attrs, model, report), item.content)
                {
                    inner.push((item.ident.unraw().to_string(), items));
                }
                continue;
            }
            syn::Item::Macro(item) => {
                if model && makes_tables(item.mac.tokens) {
                    report.error(
                        word_span(&item.mac.path),
                        "a table within a macro cannot be read",
                        "write the struct itself: the history is compared with the source as it stands",
                    );
                }
                continue;
            }
            _ => continue,
        };
        world.by_name.entry(name.clone()).or_default().push(index);
        names.push(name.clone());
        here.items.insert(name, found);
    }
    world.outlines.entry(report.file).or_default().modules.push(Declared {
        path: path.clone(),
        items: names,
        uses: here.uses.clone(),
        globs: here.globs.clone(),
    });
    if let Some(module) = world.modules.get_mut(index) {
        module.items.extend(here.items);
        module.uses.extend(here.uses);
        module.globs.extend(here.globs);
    }
    for (name, items) in inner {
        let path = path.iter().cloned().chain([name]).collect();
        self::module(world, items, path, model, report);
    }
}

/// As [`cfg::effective`], silent where the file is only context.
fn effective(attributes: Vec<Attribute>, model: bool, report: &mut Report) -> Option<Vec<Meta>> {
    if model {
        cfg::effective(attributes, report)
    } else {
        cfg::effective(attributes, &mut Report::default())
    }
}

/// Whether the tokens hold a `derive(… Table …)`.
fn makes_tables(tokens: TokenStream) -> bool {
    let mut after_derive = false;
    for tree in tokens {
        match tree {
            TokenTree::Ident(ident) => after_derive = ident == "derive",
            TokenTree::Group(group) => {
                let named =
                    |tree: TokenTree| matches!(tree, TokenTree::Ident(ident) if ident == "Table");
                if after_derive && group.stream().into_iter().any(named)
                    || makes_tables(group.stream())
                {
                    return true;
                }
                after_derive = false;
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => after_derive = false,
        }
    }
    false
}

fn imports(tree: &UseTree, before: &mut Vec<String>, here: &mut Module) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.unraw().to_string());
            imports(&path.tree, before, here);
            before.pop();
        }
        UseTree::Name(name) => import(name.ident.unraw().to_string(), &name.ident, before, here),
        UseTree::Rename(rename) => {
            import(rename.rename.unraw().to_string(), &rename.ident, before, here)
        }
        UseTree::Glob(_) => here.globs.push(before.clone()),
        UseTree::Group(group) => {
            for tree in &group.items {
                imports(tree, before, here);
            }
        }
    }
}

fn import(name: String, ident: &Ident, before: &[String], here: &mut Module) {
    let mut path = before.to_vec();
    if ident != "self" || path.is_empty() {
        path.push(ident.unraw().to_string());
    }
    let name = if name == "self" { path.last().cloned().unwrap_or_default() } else { name };
    here.uses.insert(name, path);
}

/// Which of our derives an item has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Derive {
    Struct(Kind),
    Enum,
    Domain,
}

fn derived(metas: &[Meta], here: &Module) -> Option<Derive> {
    let ours = metas.iter().any(|meta| {
        ["table", "column", "enumeration", "domain"].iter().any(|w| meta.path().is_ident(w))
    });
    for meta in metas.iter().filter(|meta| meta.path().is_ident("derive")) {
        let Meta::List(list) = meta else { continue };
        let Ok(paths) = list.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated)
        else {
            continue;
        };
        for path in paths {
            let mut segments: Vec<String> =
                path.segments.iter().map(|s| s.ident.unraw().to_string()).collect();
            if let [name] = segments.as_slice()
                && let Some(full) = here.uses.get(name)
            {
                segments.clone_from(full);
            }
            let first = segments.first().map(String::as_str).unwrap_or_default();
            let known = segments.len() == 1
                || matches!(
                    first,
                    "migrate" | "migrate_engine" | "migrate_derive" | "crate" | "self" | "super"
                );
            if !known && !ours {
                continue;
            }
            match segments.last().map(String::as_str) {
                Some("Table") => return Some(Derive::Struct(Kind::Table)),
                Some("Columns") => return Some(Derive::Struct(Kind::Columns)),
                Some("Enum") => return Some(Derive::Enum),
                Some("Domain") => return Some(Derive::Domain),
                _ => {}
            }
        }
    }
    None
}

fn structure(
    world: &mut World,
    here: &Module,
    module: usize,
    mut item: ItemStruct,
    metas: &[Meta],
    model: bool,
    report: &mut Report,
) -> Item {
    let kind = match derived(metas, here) {
        Some(Derive::Struct(kind)) => kind,
        Some(Derive::Domain) => return domain(world, module, item, metas, report),
        Some(Derive::Enum) => {
            report.error(
                item.ident.span(),
                "`derive(Enum)` is for enums",
                "derive `Table` or `Columns` for a struct",
            );
            return Item::Other;
        }
        None => {
            if model {
                without_derive(&item, metas, report);
            }
            let newtype = match &mut item.fields {
                Fields::Unnamed(fields)
                    if fields.unnamed.len() == 1 && item.generics.params.is_empty() =>
                {
                    fields.unnamed.pop().map(|field| field.ty)
                }
                Fields::Named(_) | Fields::Unnamed(_) | Fields::Unit => None,
            };
            return newtype.map_or(Item::Other, |ty| Item::Same(Box::new(ty)));
        }
    };
    if kind == Kind::Table && !model {
        return Item::Other;
    }
    match read_struct(item, kind, metas, report) {
        Some(mut found) => {
            found.module = module;
            found.model = model;
            world.structs.push(found);
            Item::Struct(world.structs.len() - 1)
        }
        None => Item::Other,
    }
}

fn domain(
    world: &mut World,
    module: usize,
    item: ItemStruct,
    metas: &[Meta],
    report: &mut Report,
) -> Item {
    match read_domain(item, metas, report) {
        Some(found) => {
            world.domains.push(Domain { module, ..found });
            Item::Domain(world.domains.len() - 1)
        }
        None => Item::Other,
    }
}

/// A struct that looks like a model and derives nothing of ours would silently be no table.
fn without_derive(item: &ItemStruct, metas: &[Meta], report: &mut Report) {
    let column = |attribute: &Attribute| attribute.path().is_ident("column");
    let on_field = item.fields.iter().any(|field| field.attrs.iter().any(column));
    if on_field || metas.iter().any(|meta| meta.path().is_ident("table")) {
        report.error(
            item.ident.span(),
            format!("`{}` has model attributes and no `#[derive(Table)]`", item.ident),
            "derive `migrate::Table` (or `migrate::Columns` for shared columns), or remove the attributes",
        );
    }
}

fn enumeration(
    world: &mut World,
    here: &Module,
    item: ItemEnum,
    metas: &[Meta],
    model: bool,
    report: &mut Report,
) -> Item {
    match derived(metas, here) {
        Some(Derive::Enum) => {}
        Some(Derive::Struct(_) | Derive::Domain) => {
            report.error(
                item.ident.span(),
                "an enum cannot be a table",
                "derive `migrate::Enum` for its values",
            );
            return Item::Other;
        }
        None => {
            if model && metas.iter().any(|meta| meta.path().is_ident("enumeration")) {
                report.error(
                    item.ident.span(),
                    format!("`{}` has `#[enumeration]` and no `#[derive(Enum)]`", item.ident),
                    "derive `migrate::Enum`",
                );
            }
            return Item::Other;
        }
    }
    match read_enum(item, metas, report) {
        Some(mut found) => {
            found.model = model;
            world.enums.push(found);
            Item::Enum(world.enums.len() - 1)
        }
        None => Item::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn module_paths() {
        for (path, expected) in [
            ("src/lib.rs", ""),
            ("app/src/entities/user/table.rs", "entities::user::table"),
            ("/home/src/app/src/types/mod.rs", "types"),
            ("table.rs", "table"),
        ] {
            assert_eq!(module_path(Path::new(path)).join("::"), expected);
        }
    }
}
