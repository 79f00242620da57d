//! The table.

use std::io::Write;

use anyhow::Result;

use super::clock::median;

/// One thing measured on both engines, a pair of costs a round.
pub(crate) struct Row {
    pub(crate) name: String,
    /// What the costs are in, after they were turned into what is shown.
    pub(crate) unit: &'static str,
    /// Costs of tantivy and of ibid: the ratio is theirs.
    pub(crate) rounds: Vec<(f64, f64)>,
    /// A cost as shown.
    pub(crate) shown: fn(f64, f64) -> f64,
    /// The second argument of `shown`: bytes or queries.
    pub(crate) of: f64,
    /// What one pass gave, to see that both did the work.
    pub(crate) answers: Option<(usize, usize)>,
}

impl Row {
    /// Median of the rounds' ratios: what disturbs one round disturbs both
    /// engines in it.
    fn ratio(&self) -> f64 {
        median(self.rounds.iter().map(|(plain, ibid)| ibid / plain.max(1e-12)).collect())
    }

    fn line(&self) -> String {
        let cost = |of: fn(&(f64, f64)) -> f64| median(self.rounds.iter().map(of).collect());
        let (plain, ibid) = (cost(|round| round.0), cost(|round| round.1));
        let shown = |cost| (self.shown)(cost, self.of);
        let answers = self.answers.map_or(String::new(), |(plain, ibid)| format!("{plain} {ibid}"));
        format!(
            "{:<28}{:>12.2}{:>12.2}  {:<14}{:>8.2}   {answers}",
            self.name,
            shown(plain),
            shown(ibid),
            self.unit,
            self.ratio()
        )
    }
}

/// Prints the rows; a ratio under 1 is ibid's gain.
pub(crate) fn print(out: &mut impl Write, rows: &[Row]) -> Result<()> {
    let (plain, ibid) = ("tantivy", "ibid");
    writeln!(out, "{:<28}{plain:>12}{ibid:>12}  {:<14}{:>8}   answers of each", "", "", "ratio")?;
    for row in rows {
        writeln!(out, "{}", row.line())?;
    }
    Ok(())
}
