//! The nearest known word to one that is not known.

/// The word of `known` that `word` was most likely meant to be, if any is near enough.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let most = (word.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|candidate| (distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The nearest known word as a question, else the list of what is known.
pub fn did_you_mean<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
    what: &str,
) -> String {
    match nearest(word, known.clone()) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None => {
            let known: Vec<String> = known.into_iter().map(|word| format!("`{word}`")).collect();
            match known.len() {
                0 => String::new(),
                1..=40 => format!("{what}: {}", known.join(", ")),
                _ => format!("{what}: {}, …", known.get(..40).unwrap_or_default().join(", ")),
            }
        }
    }
}

/// How many single letters must be added, removed, changed or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut last_a = None;
    for (i, letter) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        let mut diagonal = i;
        let mut last_b = None;
        for (j, other) in b.iter().enumerate() {
            let above = row.get(j + 1).copied().unwrap_or(usize::MAX - 1);
            let left = next.last().copied().unwrap_or(usize::MAX - 1);
            let mut least = (diagonal + usize::from(letter != *other)).min(above + 1).min(left + 1);
            if last_a == Some(*other) && last_b == Some(letter) && j > 0 {
                least = least.min(before.get(j - 1).copied().unwrap_or(usize::MAX - 1) + 1);
            }
            diagonal = above;
            last_b = Some(*other);
            next.push(least);
        }
        last_a = Some(letter);
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let known = ["primary_key", "unique", "references"];
        assert_eq!(nearest("primray_key", known), Some("primary_key"));
        assert_eq!(nearest("uniqe", known), Some("unique"));
        assert_eq!(nearest("Unique", known), Some("unique"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(distance("ab", "ba"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
