pub fn load(_: &super::folders::Folders) -> crate::model::settings::Settings {
    Default::default()
}
