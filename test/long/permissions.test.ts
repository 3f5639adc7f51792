import { testPermissions, testScopes, walkPermissions } from '../set-up/permission-walk'

walkPermissions()

testScopes(true)

testPermissions(true)
