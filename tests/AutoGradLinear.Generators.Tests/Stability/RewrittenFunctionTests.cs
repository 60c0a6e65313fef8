using System.Reflection;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>
/// Functions with what rewriting looks for, in shapes where it must be careful, beside the same functions as written: values, gradients, second derivatives and exceptions, for rows of
/// many lengths, with a NaN now and then.
/// </summary>
public class RewrittenFunctionTests
{
    /// <summary>Both are the same formula up to some hundred roundings of numbers of size 1.</summary>
    private const double Tolerance = 1e-9;

    private static readonly (string Name, string Body)[] Functions =
    [
        ("SumOverPairs", "double s=0; for(int i=0;i<v.Length;i++) for(int j=0;j<w.Length;j++) s+=Math.Exp(v[i]*w[j]); return Math.Log(s);"),
        ("SumOverSomePairs", "double s=0; for(int i=0;i<v.Length;i++){ if(i==k) continue; for(int j=0;j<=i && j<w.Length;j++) if (v[j]>w[i%w.Length]) s+=Math.Exp(v[i]-w[j]);} return Math.Log(s+1e-3);"),
        ("SumUntil", "double s=0; for(int i=0;i<v.Length;i++){ if (v[i]>1.9) break; s+=Math.Exp(v[i]); } return Math.Log(s+0.5);"),
        ("WeightsOfBothSigns", "double s=0; for(int i=0;i<v.Length;i++) s+=w[i%w.Length]*Math.Exp(v[i]); return v[0]/s;"),
        ("SumThatIsUsedOtherwise", "double s=0; for(int i=0;i<v.Length;i++) s+=Math.Exp(v[i]); double t=s*s; if (s>5) t+=Math.Sqrt(s); return Math.Log(s)*t+v[0]/s;"),
        ("SumUsedInALoop", "double s=0; for(int i=0;i<v.Length;i++) s+=Math.Exp(v[i]); double r=0; for(int i=0;i<w.Length;i++){ r+=w[i]/s; if (s>w[i]) r*=1.1; r+=Math.Log(s*2)*w[i]; } return r;"),
        ("TwoSums", "double s=0,t=0; for(int i=0;i<v.Length;i++){ s+=Math.Exp(v[i]); t+=Math.Exp(2*v[i]);} return Math.Log(s)-Math.Log(t)+t/s;"),
        ("ExponentThatIsCarried", "double s=0,c=0; for(int i=0;i<v.Length;i++){ c+=v[i]*0.3; s+=Math.Exp(c);} return Math.Log(s)+c;"),
        ("RunningSum", "double s=0,r=0; for(int i=0;i<v.Length;i++){ s+=Math.Exp(v[i]); r+=v[i]/s; } return r;"),
        ("ExponentsInAnArray", "double[] a=new double[v.Length]; double s=0; for(int i=0;i<v.Length;i++){ a[i]=v[i]*0.5; s+=Math.Exp(a[i]); if (i>0) s+=Math.Exp(a[i-1]); } return Math.Log(s);"),
        ("ArrayFilledTwice", "int n=v.Length; double[] p=new double[n]; double s=0; for(int i=0;i<n;i++){p[i]=Math.Exp(v[i]); s+=p[i];} for(int i=0;i<n;i++) p[i]/=s; double t=0; for(int i=0;i<n;i++){ p[i]=Math.Exp(p[i]); t+=p[i];} return Math.Log(p[0]/t)*s;"),
        ("LongerArray", "double[] p=new double[v.Length+2]; double s=0; for(int i=0;i<v.Length;i++){p[i]=Math.Exp(v[i]); s+=p[i];} return p[v.Length]+Math.Log(p[0]/s);"),
        ("NeighboursInAnArray", "double[] p=new double[v.Length]; for(int i=0;i<v.Length;i++) p[i]=Math.Exp(v[i]); double s=0; for(int i=1;i<v.Length;i++) s+=p[i-1]*p[i]; return Math.Log(s+1);"),
        ("ArrayReadBackwards", "double[] p=new double[v.Length]; for(int i=0;i<v.Length;i++) p[i]=Math.Exp(v[i]); double s=0; for(int i=v.Length-1;i>=0;i--) s+=p[v.Length-1-i]*w[i%w.Length]*w[i%w.Length]; return Math.Log(s+0.1);"),
        ("ArrayWithOneElementChanged", "double[] p=new double[v.Length]; double s=0; for(int i=0;i<v.Length;i++){ p[i]=Math.Exp(v[i]); s+=p[i]; } p[0]=3; return Math.Log(p[0]/s)+p[1]/s;"),
        ("ArrayReadBeforeItIsFilled", "double[] p=new double[v.Length]; double r=p[0]; double s=0; for(int i=0;i<v.Length;i++){ p[i]=Math.Exp(v[i]); s+=p[i]; } return r+p[1]/s;"),
        ("ArrayOfALoop", "double r=0; for(int b=0;b<3;b++){ double[] p=new double[v.Length]; double s=0; for(int i=0;i<v.Length;i++){ p[i]=Math.Exp(v[i]*b); s+=p[i]; } r-=Math.Log(p[k%v.Length]/s)*(b+1);} return r;"),
        ("InputThatChanges", "double[] u=v.ToArray(); double[] p=new double[v.Length]; double s=0; for(int i=0;i<u.Length;i++){ p[i]=Math.Exp(u[i]); s+=p[i]; } for(int i=0;i<u.Length;i++) u[i]=0; return Math.Log(p[0]/s)+u[0];"),
        ("StoppedShift", "double s=0; for(int i=0;i<v.Length;i++) s+=Math.Exp(v[i]-Gradient.Stop(v[0])); return Math.Log(s)+v[0];"),
        ("StoppedExponential", "double e=Math.Exp(v[0]); return Math.Log(1+Gradient.Stop(e))*v[1]+Math.Log(1+e);"),
        ("RepeatedVariables", "double x=v[0]; return Math.Log(Math.Exp(x)+Math.Exp(x))+Math.Log(Math.Exp(x)*Math.Exp(x))+Math.Sqrt(x*x+x*x)+x*Math.Log(x*x+0.0)+Math.Exp(x)/(1+Math.Exp(x));"),
        ("EntropyOfSquares", "double s=0; for(int i=0;i<v.Length;i++){ double a=v[i]*v[i]; s+=a*Math.Log(a); } return s;"),
        ("Divergence", "double s=0; for(int i=0;i<v.Length;i++){ double a=v[i]*v[i]+0.1, b=w[i%w.Length]*w[i%w.Length]+0.2; s+=a*(Math.Log(a)-Math.Log(b)); } return s;"),
        ("SumOfChoices", "double s=0; for(int i=0;i<v.Length;i++) s+= v[i]>0 ? Math.Exp(v[i]) : 0.5; return Math.Log(s);"),
        ("SumOfChosenExponentials", "double s=0; for(int i=0;i<v.Length;i++){ double e = v[i]>0 ? Math.Exp(v[i]) : Math.Exp(-v[i]); s+=e; } return Math.Log(s);"),
        ("SumFromAnExponential", "double s=Math.Exp(w[0]); for(int i=0;i<v.Length;i++) s+=Math.Exp(v[i]); return Math.Log(s);"),
        ("SumFromAConstant", "double s=2.5; for(int i=0;i<v.Length;i++) s+=Math.Exp(v[i]); return w[0]/s;"),
        ("SumFromAVariable", "double s=w[0]*w[0]; for(int i=0;i<v.Length;i++) s+=Math.Exp(v[i]); return Math.Log(s);"),
        ("MaximumByBranches", "double m=v[0]; for(int i=1;i<v.Length;i++) if (v[i]>m) m=v[i]; double s=0; for(int i=0;i<v.Length;i++) s+=Math.Exp(v[i]-m); return m+Math.Log(s);"),
        ("SumOfAWhile", "double s=0; int i=0; while(i<v.Length){ s+=Math.Exp(v[i]); i++; } return Math.Log(s);"),
        ("Powers", "double x=v[0]; return Math.Pow(x,2)*Math.Pow(w[0],3)+Math.Pow(x,-1)+Math.Pow(w[0],0);"),
        ("WeightedTerms", "double s=0; for(int i=0;i<v.Length;i++) s+=Math.Exp(v[i])/(1+i)*w[0]; return Math.Log(s*s)/2;"),
        ("ProductsOfExponentials", "double s=0; for(int i=0;i<v.Length;i++) s+=Math.Exp(v[i])*Math.Exp(-w[i%w.Length]); return Math.Log(s);"),
        ("SwappedArrays", "double[] p=new double[v.Length], q=new double[v.Length]; for(int i=0;i<v.Length;i++){ p[i]=Math.Exp(v[i]); q[i]=Math.Exp(-v[i]); } (p,q)=(q,p); double s=0; for(int i=0;i<v.Length;i++) s+=p[i]; return Math.Log(q[0]/s);"),
        ("SliceOfAnArray", "double[] p=new double[v.Length]; for(int i=0;i<v.Length;i++) p[i]=Math.Exp(v[i]); var t=p.AsSpan(1); double s=0; for(int i=0;i<t.Length;i++) s+=t[i]; return Math.Log(s+p[0]);"),
        ("SumOfAllAndOfSome", "double s=0,t=0; for(int i=0;i<v.Length;i++){ double e=Math.Exp(90*v[i]); if (i!=k) s+=e; t+=e; } return Math.Log(t)-Math.Log(s);"),
        ("SumsOfAllAndOfWeighted", "double s=0,t=0; for(int i=0;i<v.Length;i++){ double e=Math.Exp(90*v[i]); s+=(i==k ? 0 : 1+i)*e; t+=e; } return Math.Log(t)-Math.Log(s);"),
        ("MeanOfOthers", "double s=0,t=0; for(int i=0;i<v.Length;i++){ double e=Math.Exp(90*v[i]); if (i!=k) t+=e; s+=w[i%w.Length]*e; } return s/(1e-3+t);"),
        ("SumBesideOne", "double s=0; for(int i=0;i<v.Length;i++) s+=Math.Exp(80*v[0]+v[i]); return -Math.Log(s/(1+s));"),
        ("SumBesideAnother", "double s=0,t=0; for(int i=0;i<v.Length;i++) s+=Math.Exp(v[i]-90*v[0]); for(int i=0;i<w.Length;i++) t+=Math.Exp(w[i]-90*v[0]); return -Math.Log(s/(s+t));"),
        ("SumOfAllButTheLast", "double s=0,last=0; for(int i=0;i<v.Length;i++){ last=s; s+=Math.Exp(v[i]); } return Math.Log(s)+last*0.1;"),
        ("SumOfAllButTheLastTwo", "double s=0,a=0,b=0; for(int i=0;i<v.Length;i++){ b=a; a=s; s+=Math.Exp(v[i]); } return Math.Log(s)+Math.Log(1+b);"),
        ("SumWithAnotherEnd", "double s=0,t=0; for(int i=0;i<v.Length;i++){ double a=s+Math.Exp(v[i]); t=s+Math.Exp(-v[i]); s=a; } return Math.Log(s)+t*0.1;"),
        ("RowOfExponentials", "double[] e=new double[v.Length]; TensorPrimitives.Exp<double>(v,e); e[0]=2; return Math.Log(TensorPrimitives.Sum<double>(e))+e[1];"),
        ("RowInPlace", "double[] e=v.ToArray(); TensorPrimitives.Exp<double>(e,e); TensorPrimitives.Multiply<double>(e,e,e); return Math.Log(TensorPrimitives.Sum<double>(e))*e[k%e.Length];"),
        ("RowOfAnotherLength", "double[] e=new double[v.Length+2]; TensorPrimitives.Exp<double>(v,e); return Math.Log(TensorPrimitives.Sum<double>(e)+1)+TensorPrimitives.Dot<double>(e,e);"),
        ("RowThatIsTooShort", "double[] e=new double[2]; TensorPrimitives.Exp<double>(v,e); return Math.Log(TensorPrimitives.Sum<double>(e));"),
        ("RowOfProbabilities", "double[] e=new double[v.Length]; TensorPrimitives.Exp<double>(v,e); TensorPrimitives.Divide<double>(e,TensorPrimitives.Sum<double>(e),e); double t=0; for(int i=0;i<e.Length;i++) t-=e[i]*Math.Log(e[i])*w[0]; return t;"),
        ("RowInABranch", "double[] e=new double[v.Length]; if (k>1) TensorPrimitives.Exp<double>(v,e); else TensorPrimitives.Add<double>(v,1.0,e); return Math.Log(TensorPrimitives.Sum<double>(e)+50);"),
        ("RowInALoop", "double[] e=new double[v.Length]; double r=0; for(int i=1;i<3;i++){ TensorPrimitives.Multiply<double>(v,i*0.5,e); TensorPrimitives.Exp<double>(e,e); r+=Math.Log(TensorPrimitives.Sum<double>(e))+e[0]; } return r+TensorPrimitives.Dot<double>(v,e);"),
        ("RowAfterItself", "double[] e=new double[v.Length], f=new double[v.Length]; TensorPrimitives.Exp<double>(v,e); TensorPrimitives.Subtract<double>(1.0,e,f); TensorPrimitives.Negate<double>(f,f); return TensorPrimitives.Dot<double>(e,f)/TensorPrimitives.Sum<double>(e)+f[1];"),
        ("OtherLogarithms", "double s=0; for(int i=0;i<v.Length;i++) s+=Math.Exp(v[i]); return Math.Log2(s)+Math.Log10(v[0]*v[0]+1)+Math.Log(s,3)*Math.Log2(1+v[1]*v[1])+Math.Log2(8);"),
        ("LogarithmToAVariableBase", "double b=2+v[0]*v[0]; return Math.Log(Math.Exp(v[1])*b,b)+Math.Log(b,2)-Math.Log2(Math.Exp(v[0]));"),
        ("Roots", "return Math.Sqrt(v[0]*v[0]+v[1]*v[1])+Math.Sqrt(1+v[0]*v[0])-1;"),
        ("Probability", "double p=1/(1+Math.Exp(-v[0])); return p*p-Math.Log(p)+(1-p)*w[0]-Math.Log(1-p)*Math.Log(1-p);"),
        ("NestedBranches", "double s=0,t=1; for(int i=0;i<v.Length;i++){ double a=v[i]*2; if (a>k) { if (a>3) s+=a; else t+=a*a; } else if (i!=k) s-=a/ (1+a*a); } return s*t;"),
        ("TwoRows", "double s=0; int n=Math.Min(v.Length,w.Length); for(int i=0;i<n;i++) s+=v[i]*w[i]; for(int i=0;i<v.Length;i++) s+=Math.Abs(v[i])-Math.Min(v[i],0.5)*Math.Max(v[i],-0.5); return s;"),
        ("LastElement", "double last=0,s=0; for(int i=0;i<v.Length;i++){ double a=v[i]*v[i]; s+=a; last=a; } return s*last;"),
    ];

    private static readonly Lazy<Type> Compiled = new(() => GeneratorRun.Of(Source()).Load().GetType("Functions")!);

    public static TheoryData<string> Names => [.. Functions.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ResultsAreThoseOfTheFunctionAsWritten(string name)
    {
        var random = new Random(5);
        for (int round = 0; round < 60; round++)
        {
            double[] v = [.. Enumerable.Range(0, round % 13).Select(_ => Math.Round((random.NextDouble() * 5) - 2.5, 2))];
            double[] w = [.. Enumerable.Range(0, 1 + (round % 5)).Select(_ => Math.Round((random.NextDouble() * 4) - 2, 2))];
            if (round % 17 == 16 && v.Length > 0)
                v[random.Next(v.Length)] = double.NaN;
            (object expected, object actual) = (Call(name + "AsWritten", v, w, (round % 4) - 1), Call(name, v, w, (round % 4) - 1));
            string where = $"v = [{string.Join(", ", v)}], w = [{string.Join(", ", w)}], k = {(round % 4) - 1}";
            if (expected is not double[] numbers || actual is not double[] found)
                Assert.True(expected.Equals(actual), $"{where}: {expected} as written, {actual} rewritten");
            else
                Compare(numbers, found, where);
        }
    }

    /// <summary>Two values, then derivatives. Where the formula as written is NaN or infinite, the other may be finite; a NaN among the inputs stays one.</summary>
    private static void Compare(double[] expected, double[] actual, string where)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool isFine = double.IsFinite(expected[i]) ? Math.Abs(expected[i] - actual[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i]))
                : i > 1 || double.IsNaN(expected[i]) || !double.IsNaN(actual[i]);
            Assert.True(isFine, $"{where}: number {i} is {expected[i]:R} as written, {actual[i]:R} rewritten");
        }
    }

    private static object Call(string name, double[] v, double[] w, int k)
    {
        try
        {
            return Compiled.Value.GetMethod("Call" + name)!.Invoke(null, [v.Clone(), w.Clone(), k])!;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException!.GetType();
        }
    }

    private static string Source()
    {
        IEnumerable<string> members = from function in Functions
                                      from form in new[] { (Suffix: "", Option: ""), (Suffix: "AsWritten", Option: ", Rewriting = false") }
                                      let name = function.Name + form.Suffix
                                      select $$"""
                                          [Differentiable(Derivatives.HessianVectorProduct{{form.Option}})]
                                          public static double {{name}}(ReadOnlySpan<double> v, ReadOnlySpan<double> w, [NoGradient] int k) { {{function.Body}} }

                                          public static double[] Call{{name}}(double[] v, double[] w, int k)
                                          {
                                              double[] a = new double[v.Length], b = new double[w.Length], c = new double[v.Length], d = new double[w.Length];
                                              double[] dv = [.. v.Select((_, i) => Math.Cos(i + 1))], dw = [.. w.Select((_, i) => Math.Sin(i + 2))];
                                              return [{{name}}WithGradient(v, w, k, a, b), {{name}}HessianVectorProduct(v, w, k, dv, dw, c, d), .. a, .. b, .. c, .. d];
                                          }
                                          """;
        return $$"""
            using System;
            using System.Linq;
            using System.Numerics.Tensors;
            using AutoGradLinear;

            public static partial class Functions
            {
            {{string.Join("\n", members)}}
            }
            """;
    }
}
