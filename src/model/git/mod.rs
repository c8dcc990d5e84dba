//! What git says of a site, as values: which files are other than in the last commit, what of an article
//! changed, and in which words a commit says so. Nothing here asks git: `io::git` does.

pub mod commit;
pub mod difference;
pub mod media;
pub mod message;
pub mod program;
pub mod proposal;
pub mod server;
pub mod status;
