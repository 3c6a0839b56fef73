//! What a path in the source stands for: an item that was declared, a type of another crate, or a word of the language.

use proc_macro2::Ident;
use syn::ext::IdentExt;

use crate::declare::{Item, Module, World};

/// What a path stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// The item of that name in that module.
    Item { module: usize, name: String },
    /// A path within another crate, its name first.
    External(Vec<String>),
    /// A word of the language or of the standard prelude, where nothing else has that name.
    Word(String),
    /// Nothing that was handed in.
    Nothing,
}

/// How deep imports of imports are followed.
const DEEP: usize = 16;

/// The path as texts.
pub(crate) fn segments<'a>(idents: impl IntoIterator<Item = &'a Ident>) -> Vec<String> {
    idents.into_iter().map(|ident| ident.unraw().to_string()).collect()
}

/// The item that was found.
pub(crate) fn item<'w>(world: &'w World, module: usize, name: &str) -> Option<&'w Item> {
    let module = world.modules.get(module)?;
    world.looks.at(&module.files);
    let item = module.items.get(name)?;
    if let Item::Unread(file) = item {
        world.looks.need(*file);
    }
    Some(item)
}

/// Looks `path` up from within `module`.
pub(crate) fn find(world: &World, module: usize, path: &[String]) -> Found {
    look(world, module, path, 0)
}

fn look(world: &World, module: usize, path: &[String], depth: usize) -> Found {
    let (Some(here), Some((first, rest))) = (world.modules.get(module), path.split_first()) else {
        return Found::Nothing;
    };
    world.looks.at(&here.files);
    if depth > DEEP {
        return Found::Nothing;
    }
    match first.as_str() {
        "crate" => return absolute(world, &[], rest, depth),
        "self" => return absolute(world, &here.path, rest, depth),
        "super" => {
            let parent = here.path.split_last().map(|(_, parent)| parent).unwrap_or_default();
            // `super::super::x`: the rest is looked up as if it stood in the parent.
            return match rest.split_first() {
                Some((next, after)) if next == "super" => {
                    let grand = parent.split_last().map(|(_, grand)| grand).unwrap_or_default();
                    absolute(world, grand, after, depth)
                }
                _ => absolute(world, parent, rest, depth),
            };
        }
        _ => {}
    }
    if rest.is_empty() && here.items.contains_key(first) {
        return Found::Item { module, name: first.clone() };
    }
    if let Some(import) = here.uses.get(first) {
        let full: Vec<String> = import.iter().chain(rest).cloned().collect();
        return if full == path {
            Found::External(full)
        } else {
            look(world, module, &full, depth + 1)
        };
    }
    if !rest.is_empty() {
        let child: Vec<String> = here.path.iter().chain([first]).cloned().collect();
        return if world.by_path.contains_key(&child) {
            absolute(world, &child, rest, depth)
        } else {
            Found::External(path.to_vec())
        };
    }
    through_globs(world, here, first, depth)
}

/// A name alone that is neither declared nor imported by name.
fn through_globs(world: &World, here: &Module, name: &str, depth: usize) -> Found {
    for glob in &here.globs {
        let path: Vec<String> = glob.iter().cloned().chain([name.to_owned()]).collect();
        let local = matches!(path.first().map(String::as_str), Some("crate" | "self" | "super"));
        let found = match world.by_path.get(&here.path) {
            Some(module) if local => look(world, *module, &path, depth + 1),
            _ if local => Found::Nothing,
            _ => Found::External(path),
        };
        match found {
            Found::External(path) if !local && crate::ty::external(&path).is_none() => {}
            Found::Nothing | Found::Word(_) => {}
            found => return found,
        }
    }
    if crate::ty::word(name).is_some() { Found::Word(name.to_owned()) } else { Found::Nothing }
}

/// A path from the root of the crate: `base` and then `rest`.
fn absolute(world: &World, base: &[String], rest: &[String], depth: usize) -> Found {
    let path: Vec<String> = base.iter().chain(rest).cloned().collect();
    let Some((name, modules)) = path.split_last() else { return Found::Nothing };
    if let Some(module) = world.by_path.get(modules) {
        match look(world, *module, std::slice::from_ref(name), depth + 1) {
            Found::Nothing | Found::Word(_) => {}
            found => return found,
        }
    }
    re_exported(world, modules, name)
}

/// A module may hand on what was declared below it without our having seen its file: the name is taken from below that
/// module, or else from wherever only one item has it.
fn re_exported(world: &World, modules: &[String], name: &str) -> Found {
    let candidates = world.by_name.get(name).map(Vec::as_slice).unwrap_or_default();
    let below: Vec<usize> = candidates
        .iter()
        .copied()
        .filter(|module| {
            world.modules.get(*module).is_some_and(|module| module.path.starts_with(modules))
        })
        .collect();
    match (below.as_slice(), candidates) {
        ([module], _) | ([], [module]) => Found::Item { module: *module, name: name.to_owned() },
        _ => Found::Nothing,
    }
}
