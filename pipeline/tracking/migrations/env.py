"""alembic runs this to migrate the connection that ``upgrade`` hands over."""

from alembic import context

from pipeline.tracking.columns import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
