using System.Collections;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Hearback.Data;

/// <summary>
/// Inserts new entities as the model maps them, with all that hangs on them, by one statement a table that is prepared once and kept.
/// SaveChanges writes and parses its SQL anew for every row, which was most of what taking in a report cost (docs/adr/0002). Nothing
/// is tracked, no interceptor runs, and every key must be set: it is for rows that are born here and changed elsewhere.
/// </summary>
/// <remarks>It works on the connection of <paramref name="db"/>, which must stay open.</remarks>
internal sealed class NewRows(DbContext db) : IAsyncDisposable
{
    private readonly Dictionary<IEntityType, Insert> _inserts = [];

    /// <summary>Inserts the entity; false, and nothing is changed, when its key is there already.</summary>
    /// <exception cref="DbUpdateException">The store refused a row.</exception>
    public async Task<bool> AddAsync(object entity)
    {
        try
        {
            return await AddAsync(db.Model.FindEntityType(entity.GetType()) ?? throw new InvalidOperationException("The entity is not mapped."), entity, link: null, owner: null);
        }
        catch (DbException fault)
        {
            throw new DbUpdateException("A new row was not stored.", fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var insert in _inserts.Values) { await insert.Command.DisposeAsync(); }
    }

    private async Task<bool> AddAsync(IEntityType type, object entity, IProperty? link, object? owner)
    {
        if (!_inserts.TryGetValue(type, out var insert)) { _inserts.Add(type, insert = await PrepareAsync(type)); }

        insert.Command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var column in insert.Columns) { column.Parameter.Value = column.Property == link ? column.ToStore(owner) : column.Read(entity); }

        if (await insert.Command.ExecuteNonQueryAsync() is 0) { return false; }

        foreach (var (parts, target, here, there) in insert.Parts)
        {
            foreach (var part in (IEnumerable)parts.GetClrValue(entity)!) { await AddAsync(target, part, there, here.GetClrValue(entity)); }
        }

        return true;
    }

    private async Task<Insert> PrepareAsync(IEntityType type)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        var columns = type.GetProperties().Select(property => Column(property, within: null))
            .Concat(type.GetComplexProperties().SelectMany(part => part.ComplexType.GetProperties().Select(property => Column(property, part)))).ToList();
        command.CommandText = $"""
            INSERT INTO "{table.Name}" ({string.Join(", ", columns.Select(column => Quoted(column.Property)))})
            VALUES ({string.Join(", ", columns.Select(column => column.Parameter.ParameterName))})
            ON CONFLICT ({string.Join(", ", type.FindPrimaryKey()!.Properties.Select(Quoted))}) DO NOTHING
            """;
        await command.PrepareAsync();
        return new(command, columns, [.. type.GetNavigations().Where(navigation => navigation.IsCollection).Select(Part)]);

        string Quoted(IProperty property) => $"\"{property.GetColumnName(table)}\"";

        Column Column(IProperty property, IComplexProperty? within)
        {
            var parameter = property.GetRelationalTypeMapping().CreateParameter(command, $"@p{command.Parameters.Count}", value: null, nullable: true);
            command.Parameters.Add(parameter);
            return new(property, within, parameter);
        }

        static Part Part(INavigation navigation) => new(navigation.GetGetter(), navigation.TargetEntityType,
            navigation.ForeignKey.PrincipalKey.Properties.Single().GetGetter(), navigation.ForeignKey.Properties.Single());
    }

    private sealed record Insert(DbCommand Command, IReadOnlyList<Column> Columns, IReadOnlyList<Part> Parts);

    /// <summary>What hangs on an entity, and how it points to it.</summary>
    private sealed record Part(IClrPropertyGetter Parts, IEntityType Target, IClrPropertyGetter Here, IProperty There);

    private sealed record Column(IProperty Property, IComplexProperty? Within, DbParameter Parameter)
    {
        private readonly Func<object?, object?>? _convert = Property.GetTypeMapping().Converter?.ConvertToProvider;

        public object Read(object entity) =>
            (Within is null ? entity : Within.GetGetter().GetClrValue(entity)) is { } holder ? ToStore(Property.IsShadowProperty() ? null : Property.GetGetter().GetClrValue(holder)) : DBNull.Value;

        public object ToStore(object? value) => (value is not null && _convert is not null ? _convert(value) : value) ?? DBNull.Value;
    }
}
