//! The table of results.

use std::io::Write;

use anyhow::Result;

use super::clock::median;

/// One measure of both engines.
pub(crate) struct Row {
    pub(crate) name: String,
    /// The unit of the converted costs.
    pub(crate) unit: &'static str,
    /// The costs of tantivy and ibid, seconds or bytes, of each round.
    pub(crate) rounds: Vec<(f64, f64)>,
    /// Converts a cost and `amount` into the printed figure.
    pub(crate) convert: fn(f64, f64) -> f64,
    /// The number of bytes or queries.
    pub(crate) amount: f64,
    /// The hits or words of one round, which show that both engines did the work.
    pub(crate) counts: Option<(usize, usize)>,
}

impl Row {
    /// The median of the rounds' ratios: a disturbed round disturbs both engines.
    fn ratio(&self) -> f64 {
        median(self.rounds.iter().map(|(tantivy, ibid)| ibid / tantivy.max(1e-12)).collect())
    }

    fn line(&self) -> String {
        let cost = |of: fn(&(f64, f64)) -> f64| median(self.rounds.iter().map(of).collect());
        let (tantivy, ibid) = (cost(|round| round.0), cost(|round| round.1));
        let figure = |cost| (self.convert)(cost, self.amount);
        let counts = self.counts.map_or(String::new(), |(t, i)| format!("{t} {i}"));
        format!(
            "{:<28}{:>12.2}{:>12.2}  {:<14}{:>8.2}   {counts}",
            self.name,
            figure(tantivy),
            figure(ibid),
            self.unit,
            self.ratio()
        )
    }
}

/// Prints the rows; a ratio under 1 means that ibid costs less.
pub(crate) fn print(out: &mut impl Write, rows: &[Row]) -> Result<()> {
    let (tantivy, ibid) = ("tantivy", "ibid");
    writeln!(out, "{:<28}{tantivy:>12}{ibid:>12}  {:<14}{:>8}   counts of each", "", "", "ratio")?;
    for row in rows {
        writeln!(out, "{}", row.line())?;
    }
    Ok(())
}
