-- The cluster's own tables. Orleans' providers know none of them: they run what orleansquery holds under the keys they look up,
-- give parameters by name and read columns by name.

create table cluster_tables (
    deployment text collate "C" primary key,
    version integer not null default 0,
    changed_at timestamptz not null default now());

create table cluster_nodes (
    deployment text collate "C" not null references cluster_tables,
    address text collate "C" not null,
    port integer not null,
    generation integer not null,
    name text not null,
    host text not null,
    status integer not null,
    gateway_port integer,
    suspicions text,
    started_at timestamptz not null,
    alive_at timestamptz not null,
    primary key (deployment, address, port, generation));

create table cluster_reminders (
    service text collate "C" not null,
    grain text collate "C" not null,
    name text collate "C" not null,
    starts_at timestamptz not null,
    period_ms bigint not null,
    grain_hash integer not null,
    version integer not null,
    primary key (service, grain, name));
create index cluster_reminders_hash on cluster_reminders (service, grain_hash);

create table cluster_states (
    service text collate "C" not null,
    kind text collate "C" not null,
    key_high bigint not null,
    key_low bigint not null,
    key_text text collate "C" not null, -- '' where a key has no text
    payload bytea, -- null where it was cleared
    version integer not null,
    changed_at timestamptz not null default now(),
    primary key (service, kind, key_high, key_low, key_text));

create table orleansquery (querykey text primary key, querytext text not null);

-- Members. The version of the table is the fence: of two changes that start from one version, the second does nothing.

insert into orleansquery values ('InsertMembershipVersionKey', $$
    with added as (
        insert into cluster_tables (deployment) values (@DeploymentId) on conflict do nothing returning 1)
    select count(*)::integer from added
$$);

insert into orleansquery values ('InsertMembershipKey', $$
    with counted as (
        update cluster_tables set version = version + 1, changed_at = now()
        where deployment = @DeploymentId and version = @Version and not exists (
            select from cluster_nodes
            where deployment = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
        returning 1),
    added as (
        insert into cluster_nodes (deployment, address, port, generation, name, host, status, gateway_port, started_at, alive_at)
        select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        from counted
        returning 1)
    select count(*)::integer from added
$$);

insert into orleansquery values ('UpdateMembershipKey', $$
    with counted as (
        update cluster_tables set version = version + 1, changed_at = now()
        where deployment = @DeploymentId and version = @Version and exists (
            select from cluster_nodes
            where deployment = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
        returning 1),
    changed as (
        update cluster_nodes set status = @Status, suspicions = @SuspectTimes, alive_at = @IAmAliveTime
        from counted
        where deployment = @DeploymentId and address = @Address and port = @Port and generation = @Generation
        returning 1)
    select count(*)::integer from changed
$$);

insert into orleansquery values ('UpdateIAmAlivetimeKey', $$
    update cluster_nodes set alive_at = @IAmAliveTime
    where deployment = @DeploymentId and address = @Address and port = @Port and generation = @Generation
$$);

insert into orleansquery values ('MembershipReadRowKey', $$
    select t.deployment as DeploymentId, n.address as Address, n.port as Port, n.generation as Generation, n.name as SiloName,
        n.host as HostName, n.status as Status, n.gateway_port as ProxyPort, n.suspicions as SuspectTimes,
        n.started_at as StartTime, n.alive_at as IAmAliveTime, t.version as Version
    from cluster_tables t
    left join cluster_nodes n on n.deployment = t.deployment and n.address = @Address and n.port = @Port and n.generation = @Generation
    where t.deployment = @DeploymentId
$$);

insert into orleansquery values ('MembershipReadAllKey', $$
    select t.deployment as DeploymentId, n.address as Address, n.port as Port, n.generation as Generation, n.name as SiloName,
        n.host as HostName, n.status as Status, n.gateway_port as ProxyPort, n.suspicions as SuspectTimes,
        n.started_at as StartTime, n.alive_at as IAmAliveTime, t.version as Version
    from cluster_tables t
    left join cluster_nodes n on n.deployment = t.deployment
    where t.deployment = @DeploymentId
$$);

insert into orleansquery values ('DeleteMembershipTableEntriesKey', $$
    with gone as (delete from cluster_nodes where deployment = @DeploymentId returning 1)
    delete from cluster_tables where deployment = @DeploymentId and (select count(*) from gone) >= 0
$$);

-- 3 is a node that lives.
insert into orleansquery values ('CleanupDefunctSiloEntriesKey', $$
    delete from cluster_nodes where deployment = @DeploymentId and alive_at < @IAmAliveTime and status <> 3
$$);

insert into orleansquery values ('GatewaysQueryKey', $$
    select address as Address, gateway_port as ProxyPort, generation as Generation
    from cluster_nodes
    where deployment = @DeploymentId and status = @Status and gateway_port > 0
$$);

-- Reminders.

insert into orleansquery values ('UpsertReminderRowKey', $$
    insert into cluster_reminders as r (service, grain, name, starts_at, period_ms, grain_hash, version)
    values (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
    on conflict (service, grain, name) do update
    set starts_at = excluded.starts_at, period_ms = excluded.period_ms, grain_hash = excluded.grain_hash, version = r.version + 1
    returning r.version as Version
$$);

insert into orleansquery values ('ReadReminderRowsKey', $$
    select grain as GrainId, name as ReminderName, starts_at as StartTime, period_ms as Period, version as Version
    from cluster_reminders
    where service = @ServiceId and grain = @GrainId
$$);

insert into orleansquery values ('ReadReminderRowKey', $$
    select grain as GrainId, name as ReminderName, starts_at as StartTime, period_ms as Period, version as Version
    from cluster_reminders
    where service = @ServiceId and grain = @GrainId and name = @ReminderName
$$);

insert into orleansquery values ('ReadRangeRows1Key', $$
    select grain as GrainId, name as ReminderName, starts_at as StartTime, period_ms as Period, version as Version
    from cluster_reminders
    where service = @ServiceId and grain_hash > @BeginHash and grain_hash <= @EndHash
$$);

-- The range that leads over the end of the ring.
insert into orleansquery values ('ReadRangeRows2Key', $$
    select grain as GrainId, name as ReminderName, starts_at as StartTime, period_ms as Period, version as Version
    from cluster_reminders
    where service = @ServiceId and (grain_hash > @BeginHash or grain_hash <= @EndHash)
$$);

insert into orleansquery values ('DeleteReminderRowKey', $$
    with gone as (
        delete from cluster_reminders
        where service = @ServiceId and grain = @GrainId and name = @ReminderName and version = @Version
        returning 1)
    select count(*)::integer from gone
$$);

insert into orleansquery values ('DeleteReminderRowsKey', $$
    delete from cluster_reminders where service = @ServiceId
$$);

-- States: who has subscribed to a stream. The version given back is the one given in when another writer was faster.

insert into orleansquery values ('ReadFromStorageKey', $$
    select payload as PayloadBinary, changed_at as ModifiedOn, version as Version
    from cluster_states
    where service = @ServiceId and kind = @GrainTypeString and key_high = @GrainIdN1 and key_low = @GrainIdN0
        and key_text = coalesce(@GrainIdExtensionString::text, '')
$$);

insert into orleansquery values ('WriteToStorageKey', $$
    with added as (
        insert into cluster_states (service, kind, key_high, key_low, key_text, payload, version)
        select @ServiceId, @GrainTypeString, @GrainIdN1, @GrainIdN0, coalesce(@GrainIdExtensionString::text, ''), @PayloadBinary::bytea, 1
        where @GrainStateVersion::integer is null
        on conflict do nothing
        returning version),
    changed as (
        update cluster_states set payload = @PayloadBinary::bytea, version = version + 1, changed_at = now()
        where service = @ServiceId and kind = @GrainTypeString and key_high = @GrainIdN1 and key_low = @GrainIdN0
            and key_text = coalesce(@GrainIdExtensionString::text, '') and version = @GrainStateVersion::integer
        returning version)
    select coalesce((select version from added), (select version from changed), @GrainStateVersion::integer) as NewGrainStateVersion
$$);

insert into orleansquery values ('ClearStorageKey', $$
    update cluster_states set payload = null, version = version + 1, changed_at = now()
    where service = @ServiceId and kind = @GrainTypeString and key_high = @GrainIdN1 and key_low = @GrainIdN0
        and key_text = coalesce(@GrainIdExtensionString::text, '') and version = @GrainStateVersion::integer
    returning version as NewGrainStateVersion
$$);

insert into orleansquery values ('DeleteStorageKey', $$
    delete from cluster_states
    where service = @ServiceId and kind = @GrainTypeString and key_high = @GrainIdN1 and key_low = @GrainIdN0
        and key_text = coalesce(@GrainIdExtensionString::text, '') and version = @GrainStateVersion::integer
    returning version + 1 as NewGrainStateVersion
$$);
