//! Parts of views that know no document.
