//! Law 2: a query never fails; and what each query finds.

mod any;
