-- The keys that sign user tokens, as Data Protection writes them.
create table token_keys (
  id bigint generated always as identity primary key,
  name text not null,
  xml text not null
);
