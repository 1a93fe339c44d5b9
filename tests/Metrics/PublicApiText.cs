using System.Reflection;
using System.Text;

namespace DiversityBench.Tests.Metrics;

/// <summary>Public types and members of an assembly as sorted text, one member a line.</summary>
internal static class PublicApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // Members that the compiler writes for records say nothing about the design.
    private static readonly string[] Generated = ["Equals", "GetHashCode", "ToString", "<Clone>$", "Deconstruct", "op_Equality", "op_Inequality", "PrintMembers"];

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type, full: true)).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Members(Type type)
    {
        foreach (var constructor in type.GetConstructors(Declared))
            yield return $"new({Parameters(constructor)})";
        foreach (var field in type.GetFields(Declared).Where(field => !field.IsSpecialName))
            yield return $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}";
        foreach (var property in type.GetProperties(Declared))
        {
            var getter = property.GetMethod!;
            var index = getter.GetParameters().Length > 0 ? $"[{Parameters(getter)}]" : "";
            yield return $"{(getter.IsStatic ? "static " : "")}{Name(property.PropertyType)} {property.Name}{index} {{ get;{(property.SetMethod?.IsPublic == true ? " set;" : "")} }}";
        }

        foreach (var method in type.GetMethods(Declared))
        {
            if (Generated.Contains(method.Name) || (method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal)))
                continue;
            var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
            yield return $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
        }
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsOut ? "out " : "")}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = default" : "")}"));

    private static string Kind(Type type) =>
        type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsAbstract && type.IsSealed ? "static class" : type.IsSealed ? "sealed class" : "class";

    private static string Name(Type type, bool full = false)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        var name = full && type.FullName is { } fullName ? fullName : type.Name;
        return type.IsGenericType
            ? $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(argument => Name(argument)))}>"
            : name;
    }
}
