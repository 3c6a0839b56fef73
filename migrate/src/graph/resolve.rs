//! From what somebody typed to the revisions of a graph. Not what is to be done with them.

use std::collections::BTreeSet;

use crate::error::{Error, Result};
use crate::graph::target::Anchor;
use crate::graph::{Edges, Graph, Target, near};
use crate::revision::Revision;

/// What stands before the `@` of a target, resolved.
pub(crate) struct Branch {
    /// The revision, or the one that carries the label.
    pub(crate) position: usize,
    /// The revisions on one line with it.
    pub(crate) line: Vec<bool>,
    /// As it was typed.
    pub(crate) name: String,
}

impl Graph {
    /// The one revision that a name means: an id, a label, a slug, a file's name, or the beginning of an id or label
    /// that no other begins with.
    ///
    /// # Errors
    ///
    /// When it means none, with the nearest there is, or several, with all of them.
    pub fn find(&self, name: &str) -> Result<&Revision> {
        self.named(name, None).map(|position| self.revision(position))
    }

    pub(crate) fn named(&self, name: &str, branch: Option<&Branch>) -> Result<usize> {
        let candidates = self.candidates(name, branch);
        match candidates.as_slice() {
            [position] => match branch {
                Some(branch) if !branch.line[*position] => {
                    let on = &branch.name;
                    Err(Error::graph(format!(
                        "{} is not on the branch of `{on}`",
                        self.told(*position)
                    ))
                    .with_hint(format!("name the revision without `{on}@`")))
                }
                Some(_) | None => Ok(*position),
            },
            [] => Err(self.unknown(name)),
            several => Err(Error::graph(format!("`{name}` may mean {}", self.list(several)))
                .with_hint("write the id, or more of it")),
        }
    }

    /// What `target` stands before its `@`.
    pub(crate) fn branch_of(&self, target: &Target) -> Result<Option<Branch>> {
        let Some(name) = &target.branch else {
            return Ok(None);
        };
        let position = self.named(name, None)?;
        Ok(Some(Branch { position, line: self.lineage_of(position), name: name.clone() }))
    }

    /// What an anchor means; `tips` is where the database is. Nothing for `base`.
    pub(crate) fn anchored(
        &self,
        anchor: &Anchor,
        branch: Option<&Branch>,
        tips: &[usize],
        target: &Target,
    ) -> Result<Vec<usize>> {
        let on_branch = |positions: Vec<usize>| -> Vec<usize> {
            positions
                .into_iter()
                .filter(|position| branch.is_none_or(|branch| branch.line[*position]))
                .collect()
        };
        match anchor {
            Anchor::Head => {
                let heads = on_branch(self.head_positions());
                if heads.len() > 1 { Err(self.several_heads(&heads, target)) } else { Ok(heads) }
            }
            // What nothing above depends on is recorded last; but a branch has a head of its own even where another
            // branch depends on it.
            Anchor::Heads if branch.is_some() => Ok(on_branch(self.head_positions())),
            Anchor::Heads => Ok(self.effective_head_positions()),
            Anchor::Base => Ok(Vec::new()),
            Anchor::Current => Ok(on_branch(tips.to_vec())),
            Anchor::Name(name) => self.named(name, branch).map(|position| vec![position]),
        }
    }

    /// What a target means that counts from somewhere else than the database; for one that does not say from where,
    /// `from` does. Nothing for `base`.
    pub(crate) fn places(
        &self,
        target: &Target,
        from: &Anchor,
        tips: &[usize],
    ) -> Result<Vec<usize>> {
        let Some(steps) = target.steps else {
            let branch = self.branch_of(target)?;
            return self.anchored(
                target.anchor.as_ref().unwrap_or(from),
                branch.as_ref(),
                tips,
                target,
            );
        };
        let (start, branch) = self.start(target, from, tips)?;
        if steps > 0 {
            return Ok(vec![self.up(start, steps, branch.as_ref(), target)?]);
        }
        match start {
            Some(start) => Ok(self.down(start, steps, target)?.into_iter().collect()),
            None => Err(Error::graph(format!("`{target}` goes below the base, where nothing is"))
                .with_hint("`base` is below every revision")),
        }
    }

    /// Where a target that has steps starts to count, `None` for the base, and its branch.
    pub(crate) fn start(
        &self,
        target: &Target,
        from: &Anchor,
        tips: &[usize],
    ) -> Result<(Option<usize>, Option<Branch>)> {
        let branch = self.branch_of(target)?;
        let anchor = target.anchor.as_ref().unwrap_or(from);
        match (self.anchored(anchor, branch.as_ref(), tips, target)?.as_slice(), anchor) {
            ([], Anchor::Base) => Ok((None, branch)),
            ([], Anchor::Head | Anchor::Heads | Anchor::Current | Anchor::Name(_)) => {
                Err(Error::graph(format!("`{target}` has nothing to count from"))
                    .with_hint("`cargo xtask db history` shows what there is"))
            }
            ([start], _) => Ok((Some(*start), branch)),
            (several, _) => Err(self.several_heads(several, target)),
        }
    }

    /// The revision that stands `steps` above `start`, or above the base.
    pub(crate) fn up(
        &self,
        start: Option<usize>,
        steps: i64,
        branch: Option<&Branch>,
        target: &Target,
    ) -> Result<usize> {
        match self.climb(start, steps, branch, target)? {
            (Some(at), taken) if taken == steps => Ok(at),
            (_, taken) => Err(self.too_far(start, steps, taken, "up", target)),
        }
    }

    /// As far above `start` as `steps` or the graph allow, and how far that is.
    pub(crate) fn climb(
        &self,
        start: Option<usize>,
        steps: i64,
        branch: Option<&Branch>,
        target: &Target,
    ) -> Result<(Option<usize>, i64)> {
        let mut at = start;
        for taken in 0..steps {
            let mut next = match at {
                Some(position) => self.links(position).children.clone(),
                None => self.base_positions(),
            };
            next.retain(|position| branch.is_none_or(|branch| branch.line[*position]));
            match next.as_slice() {
                [one] => at = Some(*one),
                [] => return Ok((at, taken)),
                several => return Err(self.fork(at, several, target)),
            }
        }
        Ok((at, steps))
    }

    /// The revision that stands `-steps` below `start`; `None` for the base.
    pub(crate) fn down(&self, start: usize, steps: i64, target: &Target) -> Result<Option<usize>> {
        let (at, taken) = self.descend(start, steps, target)?;
        if taken == steps {
            Ok(at)
        } else {
            Err(self.too_far(Some(start), steps, taken, "down", target))
        }
    }

    /// As far below `start` as `-steps` or the graph allow, and how far that is.
    pub(crate) fn descend(
        &self,
        start: usize,
        steps: i64,
        target: &Target,
    ) -> Result<(Option<usize>, i64)> {
        let mut at = Some(start);
        let mut taken = 0;
        while let Some(position) = at.filter(|_| taken > steps) {
            match self.links(position).parents.as_slice() {
                [] => at = None,
                [parent] => at = Some(*parent),
                several => {
                    return Err(Error::graph(format!(
                        "`{target}` cannot go below {}, a merge of {}",
                        self.told(position),
                        self.list(several)
                    ))
                    .with_hint(format!(
                        "name the one to stop at, as in `{}`",
                        self.id(several[0])
                    )));
                }
            }
            taken -= 1;
        }
        Ok((at, taken))
    }

    /// A revision as a sentence names it.
    pub(crate) fn told(&self, position: usize) -> String {
        let revision = self.revision(position);
        if revision.message.is_empty() {
            format!("`{}`", revision.id)
        } else {
            format!("`{}` ({})", revision.id, revision.message)
        }
    }

    /// Several of them; not more than a reader takes in.
    pub(crate) fn list(&self, positions: &[usize]) -> String {
        let mut names: Vec<String> =
            positions.iter().take(8).map(|position| self.told(*position)).collect();
        if positions.len() > names.len() {
            names.push(format!("{} more", positions.len() - names.len()));
        }
        match names.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => "nothing".to_owned(),
        }
    }

    /// One was asked for, and there are several.
    pub(crate) fn several_heads(&self, heads: &[usize], target: &Target) -> Error {
        let one = heads.first().map(|position| self.id(*position)).unwrap_or_default();
        Error::graph(format!("`{target}` is not one revision: there are {} heads, {}", heads.len(), self.list(heads)))
            .with_hint(format!(
                "name one of them, as in `{one}`, say `heads` for all, or join them: `cargo xtask db merge -m \"merge heads\"`"
            ))
    }

    fn fork(&self, at: Option<usize>, several: &[usize], target: &Target) -> Error {
        let place = at.map_or_else(|| "the base".to_owned(), |position| self.told(position));
        let one = several.first().map(|position| self.id(*position)).unwrap_or_default();
        Error::graph(format!(
            "`{target}` does not say which way to go above {place}: to {}",
            self.list(several)
        ))
        .with_hint(format!("name the revision, as in `{one}`, or the branch, as in `{one}@+1`"))
    }

    fn too_far(
        &self,
        start: Option<usize>,
        steps: i64,
        taken: i64,
        way: &str,
        target: &Target,
    ) -> Error {
        let wanted = count(steps.unsigned_abs(), "step");
        let there = match taken.unsigned_abs() {
            0 => "there is none".to_owned(),
            1 => "there is one".to_owned(),
            several => format!("there are {several}"),
        };
        let place = start.map_or_else(|| "the base".to_owned(), |position| self.told(position));
        Error::graph(format!("`{target}` asks for {wanted} {way} from {place}, and {there}"))
            .with_hint("`cargo xtask db history` shows what there is")
    }

    /// No revision has this name; perhaps one was meant that has.
    pub(crate) fn unknown(&self, name: &str) -> Error {
        let words = self.iter().flat_map(|revision| [revision.id.as_str(), revision.slug.as_str()]);
        let words =
            words.chain(self.labels().map(|(label, _)| label)).filter(|word| !word.is_empty());
        let error = Error::graph(format!("there is no revision `{}`", name.escape_debug()));
        match near::nearest(name, words) {
            Some(near) => error
                .with_hint(format!("the nearest is `{near}`; `cargo xtask db history` shows all")),
            None => error.with_hint("`cargo xtask db history` shows what there is"),
        }
    }

    /// Everything that a name may mean, the exact meanings before the beginnings.
    fn candidates(&self, name: &str, branch: Option<&Branch>) -> Vec<usize> {
        if let Some(position) = self.position(name).or_else(|| self.carrier(name)) {
            return vec![position];
        }
        let mut found: Vec<usize> =
            self.matching(|revision| revision.slug == name || is_file(revision, name));
        if found.is_empty() && !name.is_empty() {
            let mut begun: BTreeSet<usize> =
                self.matching(|revision| revision.id.starts_with(name)).into_iter().collect();
            begun.extend(
                self.labels
                    .range(name.to_owned()..)
                    .take_while(|(label, _)| label.starts_with(name))
                    .map(|(_, at)| *at),
            );
            found = begun.into_iter().collect();
        }
        if found.len() > 1
            && let Some(branch) = branch
        {
            found.retain(|position| branch.line[*position]);
        }
        found
    }

    fn matching(&self, wanted: impl Fn(&Revision) -> bool) -> Vec<usize> {
        self.iter()
            .enumerate()
            .filter(|(_, revision)| wanted(revision))
            .map(|(position, _)| position)
            .collect()
    }

    /// What a database holds that stands at these places: they and all below.
    pub(crate) fn closed(&self, positions: impl IntoIterator<Item = usize>) -> Vec<bool> {
        self.below(positions, Edges::All)
    }
}

/// `1 step`, `2 steps`.
pub(crate) fn count(number: u64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Whether a name is that of the revision's file, with or without `.sql`.
fn is_file(revision: &Revision, name: &str) -> bool {
    let file = revision
        .path
        .as_deref()
        .and_then(|path| path.file_name())
        .map(|file| file.to_string_lossy());
    file.is_some_and(|file| file == name || file.strip_suffix(".sql") == Some(name))
}
