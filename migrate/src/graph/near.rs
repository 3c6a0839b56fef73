//! Which known word somebody may have meant. Never decides anything.

/// The word with the least edit distance from `typed`, the first of several; `None` when none is near.
pub(crate) fn nearest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let typed: Vec<char> = typed.chars().take(64).collect();
    let limit = (typed.len() / 2).max(1);
    let mut best: Option<(usize, &str)> = None;
    for word in known {
        let distance = distance(&typed, word);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, word));
        }
    }
    best.map(|(_, word)| word)
}

/// How many letters must be added, removed or replaced to make one word of the other.
fn distance(one: &[char], other: &str) -> usize {
    let other: Vec<char> = other.chars().take(64).collect();
    let mut previous: Vec<usize> = (0..=other.len()).collect();
    let mut row = previous.clone();
    for (above, letter) in one.iter().enumerate() {
        row[0] = above + 1;
        for (left, wanted) in other.iter().enumerate() {
            let replaced = previous[left] + usize::from(letter != wanted);
            row[left + 1] = replaced.min(previous[left + 1] + 1).min(row[left] + 1);
        }
        std::mem::swap(&mut previous, &mut row);
    }
    previous[other.len()]
}
