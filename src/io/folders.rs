#[derive(Clone)]
pub struct Folders;
impl Folders {
    pub fn find() -> anyhow::Result<Self> {
        Ok(Self)
    }
    pub fn within(_: std::path::PathBuf) -> Self {
        Self
    }
}
