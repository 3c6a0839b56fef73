//! One line of the table: some work, done by several contenders in turns, against what it may take. Measures nothing itself.

use crate::Result;
use crate::measure::{Sample, Work};

/// What the work may take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Target {
    /// At most so many times the floor.
    Ratio(f64),
    /// Under so many seconds.
    Seconds(f64),
    /// Under so many seconds more than the floor.
    Above(f64),
    /// Nothing is promised: shown for comparison.
    None,
}

/// Somebody who does the work.
pub(crate) struct Contender {
    pub(crate) name: String,
    /// Puts everything where it was before the work.
    pub(crate) prepare: Box<dyn FnMut() -> Result<()>>,
    pub(crate) work: Work,
}

impl Contender {
    pub(crate) fn new(
        name: &str,
        prepare: impl FnMut() -> Result<()> + 'static,
        work: Work,
    ) -> Self {
        Contender { name: name.to_owned(), prepare: Box::new(prepare), work }
    }
}

/// Some work. The first contender is ours; the floor, if there is one, is called [`FLOOR`].
pub(crate) struct Row {
    /// What is done, and where: `apply, one transaction each, sqlite`.
    pub(crate) name: String,
    /// Of how many revisions or tables.
    pub(crate) size: usize,
    pub(crate) target: Target,
    pub(crate) contenders: Vec<Contender>,
}

/// The raw tool, as a contender.
pub(crate) const FLOOR: &str = "floor";

/// What a row has come to.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) name: String,
    pub(crate) size: usize,
    pub(crate) target: Target,
    pub(crate) results: Vec<Figures>,
}

/// The figures of one contender.
#[derive(Debug, Clone)]
pub(crate) struct Figures {
    pub(crate) name: String,
    /// Seconds: the middle one of all rounds, the least and the most.
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) most: f64,
    /// Times the floor: the middle one of the rounds, each against the floor of the same round.
    pub(crate) ratio: Option<f64>,
    /// Seconds more than the floor, likewise.
    pub(crate) above: Option<f64>,
    /// Processor seconds, the middle one.
    pub(crate) cpu: f64,
    /// KiB, the most.
    pub(crate) peak: f64,
    /// Times the memory of the floor.
    pub(crate) peak_ratio: Option<f64>,
}

impl Outcome {
    pub(crate) fn ours(&self) -> Option<&Figures> {
        self.results.first()
    }

    /// Whether what was promised is kept; `None` if nothing is.
    pub(crate) fn kept(&self) -> Option<bool> {
        let ours = self.ours()?;
        match self.target {
            Target::Ratio(most) => Some(ours.ratio? <= most),
            Target::Seconds(most) => Some(ours.median <= most),
            Target::Above(most) => Some(ours.above? <= most),
            Target::None => None,
        }
    }
}

/// Has every contender do the work once in each round, another one first each time.
///
/// # Errors
///
/// When one of them fails.
pub(crate) fn run(mut row: Row, rounds: usize) -> Result<Outcome> {
    let count = row.contenders.len();
    let mut samples: Vec<Vec<Sample>> = vec![Vec::new(); count];
    for round in 0..rounds {
        for turn in 0..count {
            let at = (round + turn) % count;
            let contender = &mut row.contenders[at];
            let sample = (contender.prepare)()
                .and_then(|()| contender.work.run())
                .map_err(|error| format!("{}, {}: {error}", row.name, contender.name))?;
            samples[at].push(sample);
        }
    }
    let floor = row.contenders.iter().position(|contender| contender.name == FLOOR);
    let figures = |at: usize| {
        let mine = &samples[at];
        let all = |of: fn(&Sample) -> f64| mine.iter().map(of).collect::<Vec<f64>>();
        let against = |compared: fn(f64, f64) -> f64| {
            let pairs = mine.iter().zip(&samples[floor?]);
            Some(median(pairs.map(|(one, floor)| compared(one.elapsed, floor.elapsed)).collect()))
        };
        let peak = most(&all(|sample| sample.peak));
        let floor_peak =
            floor.map(|at| samples[at].iter().map(|one| one.peak).fold(f64::NAN, f64::max));
        Figures {
            name: row.contenders[at].name.clone(),
            median: median(all(|sample| sample.elapsed)),
            least: all(|sample| sample.elapsed).into_iter().fold(f64::INFINITY, f64::min),
            most: most(&all(|sample| sample.elapsed)),
            ratio: against(|one, floor| one / floor),
            above: against(|one, floor| one - floor),
            cpu: median(all(|sample| sample.cpu)),
            peak,
            peak_ratio: floor_peak.map(|floor| peak / floor),
        }
    };
    let results = (0..count).map(figures).collect();
    Ok(Outcome { name: row.name, size: row.size, target: row.target, results })
}

fn most(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NAN, f64::max)
}

/// The middle one.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
