using DiversityBench.Metrics.Embeddings;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DiversityBench.Metrics.Clusters;

/// <summary>Points as Microsoft.ML reads them: single-precision rows.</summary>
internal sealed class TrainingView
{
    public TrainingView(PointSet points)
    {
        var rows = new Row[points.Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new() { Features = Array.ConvertAll(points[i].ToArray(), component => (float)component) };
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, points.Dimension);
        Data = new MLContext(seed: 0).Data.LoadFromEnumerable(rows, schema);
        DistinctCount = rows.DistinctBy(row => string.Join(',', row.Features.Select(BitConverter.SingleToInt32Bits))).Count();
    }

    /// <summary>Number of different rows: the trainer refuses to make more clusters.</summary>
    public int DistinctCount { get; }

    /// <summary>The rows, for every search of them: the library compiles code for each view that it makes.</summary>
    public IDataView Data { get; }

    internal sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
