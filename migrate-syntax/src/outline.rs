//! What one file of source shows to the others, and where it looked itself: so much of all files has to be known to read
//! some of them anew. Holds nothing that stands within an item.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use migrate::schema::Name;
use migrate_attr::item::Kind;

use crate::declare::{Item, World};
use crate::model::Models;
use crate::resolve::table_name;

/// The outline of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Its module, and the modules within it.
    pub(crate) modules: Vec<Declared>,
    /// The other files of which something was seen, while names were looked up for this one. Should one of them change,
    /// so may what this one means.
    pub(crate) looked: BTreeSet<usize>,
    /// Its tables.
    pub(crate) tables: Vec<Name>,
    /// Its structs of shared columns, by the names that they would have as tables.
    pub(crate) shared: Vec<Name>,
    /// Names that no two tables, indexes or keys may share.
    pub(crate) relations: BTreeSet<Name>,
}

/// What a file declares in one module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Declared {
    pub(crate) path: Vec<String>,
    pub(crate) items: Vec<String>,
    pub(crate) uses: BTreeMap<String, Vec<String>>,
    pub(crate) globs: Vec<Vec<String>>,
}

impl Outline {
    /// The tables that the file asks for.
    pub fn tables(&self) -> &[Name] {
        &self.tables
    }

    /// Whether a name that is looked up finds the same items in both, wherever it does not pass through this file.
    pub(crate) fn shows_the_same(&self, other: &Outline) -> bool {
        let shown = |outline: &Outline| {
            let modules = outline.modules.iter();
            modules.map(|one| (one.path.clone(), one.items.clone())).collect::<Vec<_>>()
        };
        self.tables == other.tables && self.shared == other.shared && shown(self) == shown(other)
    }

    /// Whether no table, index or key of this file, the one of that number, has a name that another file has given away.
    /// Those that stood in it `before` were its own.
    pub(crate) fn takes_no_name_of(&self, file: usize, before: &Outline, all: &[Outline]) -> bool {
        let fresh: Vec<&Name> = self.relations.difference(&before.relations).collect();
        let others = || all.iter().enumerate().filter(|(other, _)| *other != file);
        fresh.is_empty()
            || others().all(|(_, other)| !fresh.iter().any(|name| other.relations.contains(*name)))
    }

    /// Puts the outline into the world in place of its file.
    pub(crate) fn declare(&self, world: &mut World, file: usize) {
        for declared in &self.modules {
            let index = world.module(&declared.path, file);
            for name in &declared.items {
                world.by_name.entry(name.clone()).or_default().push(index);
            }
            if let Some(module) = world.modules.get_mut(index) {
                let items = declared.items.iter();
                module.items.extend(items.map(|name| (name.clone(), Item::Unread(file))));
                let uses = declared.uses.iter();
                module.uses.extend(uses.map(|(name, path)| (name.clone(), path.clone())));
                module.globs.extend(declared.globs.iter().cloned());
            }
        }
        world.unread.extend(self.tables.iter().map(|name| (name.clone(), file)));
    }
}

/// The outlines of the files that were read, now that names were looked up and `parts` came of it.
pub(crate) fn outlines(mut world: World, parts: &[Models]) -> BTreeMap<usize, Outline> {
    let mut outlines = std::mem::take(&mut world.outlines);
    for structure in &world.structs {
        let outline = outlines.entry(structure.file).or_default();
        let name = table_name(structure);
        match structure.kind {
            Kind::Table => outline.tables.push(name),
            Kind::Columns => outline.shared.push(name),
        }
    }
    for (file, outline) in &mut outlines {
        outline.looked = world.looks.of(*file);
        let tables = parts.get(*file).into_iter().flat_map(|part| &part.tables);
        outline.relations = tables.flat_map(relations).collect();
    }
    outlines
}

fn relations(table: &crate::model::Table) -> Vec<Name> {
    let within = |name: &String| Name { name: name.clone(), ..table.name.clone() };
    let indexes = table.indexes.iter().map(|index| &index.index.name);
    let uniques = table.uniques.iter().filter_map(|unique| unique.name.as_ref());
    let key = table.primary_key.iter().filter_map(|key| key.name.as_ref());
    [table.name.clone()].into_iter().chain(indexes.chain(uniques).chain(key).map(within)).collect()
}

/// Who has looked where while names were looked up.
#[derive(Debug, Default)]
pub(crate) struct Looks {
    /// The file for which names are looked up.
    owner: Cell<usize>,
    /// The other files that were seen, for each file.
    seen: RefCell<BTreeMap<usize, BTreeSet<usize>>>,
    /// The same before foreign keys were looked up: what a table shows to those that refer to it depends on no more.
    drafted: RefCell<BTreeMap<usize, BTreeSet<usize>>>,
    /// The files of which the outline was not enough.
    needed: RefCell<BTreeSet<usize>>,
}

impl Looks {
    pub(crate) fn owner(&self) -> usize {
        self.owner.get()
    }

    pub(crate) fn begin(&self, file: usize) {
        self.owner.set(file);
    }

    /// Something of these files is seen.
    pub(crate) fn at(&self, files: &[usize]) {
        let owner = self.owner.get();
        if files == [owner] {
            return;
        }
        let others = files.iter().copied().filter(|file| *file != owner);
        self.seen.borrow_mut().entry(owner).or_default().extend(others);
    }

    /// No table's columns and keys are looked up any more.
    pub(crate) fn drafted(&self) {
        self.drafted.replace(self.seen.borrow().clone());
    }

    /// A table of this file is seen, with columns and keys.
    pub(crate) fn at_drafts(&self, file: usize) {
        self.at(&[file]);
        if let Some(through) = self.drafted.borrow().get(&file) {
            self.at(&through.iter().copied().collect::<Vec<usize>>());
        }
    }

    pub(crate) fn need(&self, file: usize) {
        self.needed.borrow_mut().insert(file);
    }

    pub(crate) fn needed(&self) -> BTreeSet<usize> {
        self.needed.borrow().clone()
    }

    fn of(&self, file: usize) -> BTreeSet<usize> {
        self.seen.borrow().get(&file).cloned().unwrap_or_default()
    }
}
