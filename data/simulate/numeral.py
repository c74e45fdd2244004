"""Chinese numerals for the names of made-up villages."""

_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """1 … 999 in Chinese: 3 三, 10 十, 18 十八, 20 二十, 105 一百零五, 110 一百一十."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += f"{'' if tens == 1 and not hundreds else _DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")
