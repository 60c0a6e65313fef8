namespace AutoGradLinear.Data;

/// <summary>The types of elements of IDX files, as the third byte of the magic number has them.</summary>
internal enum IdxElement
{
    UnsignedByte = 0x08,
    SignedByte = 0x09,
    Int16 = 0x0B,
    Int32 = 0x0C,
    Single = 0x0D,
    Double = 0x0E,
}
