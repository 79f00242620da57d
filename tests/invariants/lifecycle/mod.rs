//! Creating, opening, writing and closing an index; damage and kills.

mod damage;
mod kill;
mod opening;
mod writing;
