//! Crops of pictures: the original and the area.

use sea_orm_migration::prelude::*;

use super::columns::number_or_none;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for name in ["original_id", "crop_x", "crop_y", "crop_width", "crop_height"] {
            let mut column = number_or_none(name);
            schema.alter_table(Table::alter().table("pictures").add_column(&mut column).to_owned()).await?;
        }
        Ok(())
    }
}
