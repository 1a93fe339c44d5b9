using DiversityBench.Metrics.Embeddings;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DiversityBench.Metrics.Clusters;

/// <summary>Points as Microsoft.ML reads them: single-precision rows.</summary>
internal sealed class TrainingView
{
    private readonly Row[] _rows;
    private readonly SchemaDefinition _schema;

    public TrainingView(PointSet points)
    {
        _rows = new Row[points.Count];
        for (var i = 0; i < _rows.Length; i++)
            _rows[i] = new() { Features = Array.ConvertAll(points[i].ToArray(), component => (float)component) };
        _schema = SchemaDefinition.Create(typeof(Row));
        _schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, points.Dimension);
        DistinctCount = _rows.DistinctBy(row => string.Join(',', row.Features.Select(BitConverter.SingleToInt32Bits))).Count();
    }

    /// <summary>Number of different rows: the trainer refuses to make more clusters.</summary>
    public int DistinctCount { get; }

    public IDataView Open(MLContext context) => context.Data.LoadFromEnumerable(_rows, _schema);

    internal sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
