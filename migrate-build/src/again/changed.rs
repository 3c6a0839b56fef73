//! Texts that are kept against those of now, byte by byte. Looks into none.

use std::collections::BTreeMap;

use migrate::codec::{Codec, Reader};

/// Goes through what stands in a section as a list, without a copy.
fn items<'a, T>(
    section: &'a [u8],
    mut each: impl FnMut(&mut Reader<'a>) -> Option<T>,
) -> Option<Vec<T>> {
    let mut from = Reader::new(section);
    let count = usize::read(&mut from)?;
    let mut all = Vec::new();
    for _ in 0..count {
        all.push(each(&mut from)?);
    }
    from.is_done().then_some(all)
}

/// Which of `known`, in path and text, differ from those of `now`; `None` if there are others.
pub(super) fn changed<'k, 'n>(
    known: &'k [u8],
    now: impl ExactSizeIterator<Item = (&'n [u8], &'n [u8])>,
) -> Option<BTreeMap<usize, &'k [u8]>> {
    let known = items(known, |from| Some((from.bytes()?, from.bytes()?)))?;
    if known.len() != now.len() {
        return None;
    }
    let mut changed = BTreeMap::new();
    for (at, ((path, text), (path_now, text_now))) in known.into_iter().zip(now).enumerate() {
        if path != path_now {
            return None;
        }
        if text != text_now {
            changed.insert(at, text);
        }
    }
    Some(changed)
}
