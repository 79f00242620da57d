//! Law 2: a query never fails; and what each query finds and marks.

mod any;
mod answers;
mod marks;
mod shelf;
