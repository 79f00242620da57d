//! Law 2: a query never fails; and the hits and marks of each kind of query.

mod addresses;
mod answers;
mod arbitrary;
mod fixtures;
mod forms;
mod marks;
mod requirements;
mod synonyms;
mod titles;
mod topics;
mod weights;
