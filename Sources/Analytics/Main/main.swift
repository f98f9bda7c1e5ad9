import Analytics

AnalyticsProgram.main()
