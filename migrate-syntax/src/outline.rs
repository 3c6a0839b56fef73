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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use migrate::codec::encode;

    use crate::{Part, Source, parse_again, parse_parts};

    const TYPES: &str =
        "pub struct Size(i64); pub type Long = Size; #[derive(Enum)] pub enum Mood { Good }";
    const SHARED: &str = "#[derive(Columns)] pub struct Shared { pub size: crate::types::Long }";
    const TEAM: &str = "use crate::shared::*; #[derive(Table)] pub struct Team { #[column(primary_key)] id: i64, \
        #[column(flatten)] more: Shared, #[column(unique, name = \"code\")] code: crate::types::Size }";
    const USER: &str = "#[derive(Table)] pub struct User { #[column(primary_key)] id: i64, \
        #[column(references = \"team.code\")] team: i64, mood: Option<super::types::Mood> }";
    const POST: &str = "use crate::user::User; #[derive(Table)] pub struct Post { #[column(primary_key)] id: i64, \
        #[column(references = User)] user: i64 }";
    const ALONE: &str =
        "#[derive(Table)] pub struct Alone { #[column(primary_key, index)] id: i64 }";

    const NAMES: [&str; 6] = ["types", "shared", "team", "user", "post", "alone"];
    const TEXTS: [&str; 6] = [TYPES, SHARED, TEAM, USER, POST, ALONE];

    fn sources(texts: &[&str]) -> Vec<Source> {
        let files = NAMES.iter().zip(texts);
        files.map(|(name, text)| Source::new(format!("src/{name}.rs"), *text)).collect()
    }

    fn bytes(parts: &[Part]) -> Vec<Vec<u8>> {
        parts.iter().map(|part| encode(&part.models)).collect()
    }

    /// Changes one word of one file. The files that mean something else then, or `None` if all must be read.
    fn after(file: usize, word: &str, other: &str) -> Option<Vec<usize>> {
        let before = parse_parts(&sources(&TEXTS)).expect("they are right");
        let outlines: Vec<_> = before.iter().map(|part| part.outline.clone()).collect();
        let text = TEXTS[file].replacen(word, other, 1);
        assert_ne!(text, TEXTS[file], "{word}");
        let mut texts = TEXTS;
        texts[file] = &text;
        let sources = sources(&texts);
        let again =
            parse_again(&|at| sources.get(at).cloned(), &outlines, &BTreeSet::from([file]))?;
        let read: Vec<usize> = again.keys().copied().collect();
        let mut now = before;
        now.iter_mut().zip(0..).for_each(|(part, at)| {
            if let Some(new) = again.get(&at) {
                *part = new.clone();
            }
        });
        let whole = parse_parts(&sources).expect("still right");
        assert_eq!(bytes(&now), bytes(&whole), "{word} becomes {other}");
        let outline =
            |parts: &[Part]| parts.iter().map(|part| part.outline.clone()).collect::<Vec<_>>();
        assert_eq!(outline(&now), outline(&whole), "{word} becomes {other}");
        Some(read)
    }

    #[test]
    fn a_change_is_felt_where_it_is_looked_at_and_nowhere_else() {
        let [types, shared, team, user, post, alone] = [0, 1, 2, 3, 4, 5];
        for (file, word, other, felt) in [
            // Whoever refers to a table sees all that its columns see, more than its key alone.
            (types, "Good", "Bad", Some(vec![types, shared, team, user, post])),
            (
                types,
                " pub type Long = Size;",
                "\n pub type Long = i32;",
                Some(vec![types, shared, team, user, post]),
            ),
            (shared, "pub size", "pub width", Some(vec![shared, team, user])),
            (
                team,
                "#[column(primary_key)]",
                "#[column(primary_key, auto)]",
                Some(vec![team, user]),
            ),
            (user, "Option<super::types::Mood>", "super::types::Mood", Some(vec![user, post])),
            (post, "user: i64", "author: i64", Some(vec![post])),
            (post, "user: i64", "#[column(index)] user: crate::types::Size", Some(vec![post])),
            (alone, "index", "unique", Some(vec![alone])),
            (alone, "index", "index(name = \"ix_alone_other\")", Some(vec![alone])),
            // Others may find, or miss, what has another name.
            (alone, "struct Alone", "struct Lonely", None),
            (alone, "#[derive(Table)]", "pub type More = i64; #[derive(Table)]", None),
        ] {
            assert_eq!(after(file, word, other), felt, "{word} becomes {other}");
        }
    }

    #[test]
    fn what_is_wrong_is_left_to_be_told_whole() {
        assert_eq!(after(5, "index", "index(name = \"uq_team_code\")"), None);
        assert_eq!(after(2, "unique, ", ""), None, "nothing can refer to it any more");
        assert_eq!(after(0, "i64", "Missing"), None);
        assert_eq!(after(5, "struct", "struct struct"), None);
    }
}
