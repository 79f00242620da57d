//! Law 2: a query never fails; and what each query finds and marks.

mod answers;
mod any;
mod marks;
mod other_words;
mod shelf;
