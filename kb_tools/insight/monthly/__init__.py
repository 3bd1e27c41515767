"""What a month (a quarter, a year) of a handbook holds: promises and results, why, what was done, what comes next.

Facts alone. What they mean is for whoever writes the report.
"""
