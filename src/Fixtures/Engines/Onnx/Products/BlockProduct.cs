using DiversityBench.Fixtures.Engines.Onnx.Operators;

namespace DiversityBench.Fixtures.Engines.Onnx.Products;

/// <summary>
/// Product with a matrix of whole numbers of 8 bits that blocks of rows scale: <c>x [..., blocks * size]</c> times <c>numbers [blocks, size, columns]</c>
/// times <c>scales [blocks, 1, columns]</c>. The matrix stays in 8 bits; ONNX Runtime would keep it in float32.
/// </summary>
internal sealed unsafe class BlockProduct(int threads) : OwnOperator(Domain, Operator, Inputs, outputs: 1, threads)
{
    public const string Domain = "diversitybench";
    public const string Operator = "BlockProduct";
    private static readonly int[] Inputs = [OnnxTensor.Float32, OnnxTensor.Int8, OnnxTensor.Float32];

    public override OwnKernel CreateKernel(nint kernelInfo) => new(this, Compute);

    private void Compute(nint context)
    {
        var (shape, numbers, scales) = (Api.InputShape(context, 0), Api.InputShape(context, 1), Api.InputShape(context, 2));
        if (numbers is not [var blocks, var size, var columns] || !scales.AsSpan().SequenceEqual([blocks, 1, columns]) || shape[^1] != blocks * size || columns % BlockProductPass.Lanes != 0)
            throw new InvalidOperationException($"Expected factors that fit, but found [{string.Join(", ", shape)}], [{string.Join(", ", numbers)}] and [{string.Join(", ", scales)}].");
        var rows = shape.SkipLast(1).Aggregate(1L, (product, axis) => product * axis);
        using var pass = new BlockProductPass(checked((int)rows), (int)blocks, (int)size, (int)columns)
        {
            Left = Api.Input(context, 0),
            Numbers = (sbyte*)Api.Input(context, 1),
            Scales = Api.Input(context, 2),
            Output = Api.Output(context, 0, [.. shape.SkipLast(1), columns]),
        };
        pass.Begin();
        Run(pass, context);
    }
}
