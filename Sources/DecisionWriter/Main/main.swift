// DecisionWriter
