//! Making, opening, writing and closing an index, and what it withstands.

mod damage;
mod kill;
mod opening;
mod writing;
