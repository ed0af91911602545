// Checks values against the types that a package declares, with the TypeScript compiler.
import { createRequire } from 'node:module'

/** What the methods of a class return, read from its declarations. */
export class DeclaredTypes {
    constructor(typescriptFolder, declarations, className) {
        const require = createRequire(typescriptFolder + '/')
        this.ts = require('typescript')
        const options = { strict: true, skipLibCheck: true, types: [], target: this.ts.ScriptTarget.ES2022, module: this.ts.ModuleKind.NodeNext }
        const program = this.ts.createProgram([declarations], options)
        this.checker = program.getTypeChecker()
        const source = program.getSourceFile(declarations)
        const symbol = this.checker.getExportsOfModule(this.checker.getSymbolAtLocation(source)).find(each => each.name === className)
        this.root = this.checker.getDeclaredTypeOfSymbol(symbol)
        this.at = source
    }

    /** The type of `data` in the answer of a method such as "contacts.topics.list". */
    answer(path) {
        let type = this.root
        for (const name of path.split('.')) {
            type = this.checker.getTypeOfSymbolAtLocation(type.getProperty(name), this.at)
        }
        const signatures = type.getCallSignatures()
        const awaited = this.checker.getAwaitedType(signatures[signatures.length - 1].getReturnType())
        const members = awaited.isUnion() ? awaited.types : [awaited]
        const data = members.map(member => this.checker.getTypeOfSymbolAtLocation(member.getProperty('data'), this.at))
        return data.find(each => !(each.flags & this.ts.TypeFlags.Null)) ?? data[0]
    }

    /** All methods, as paths. */
    methods(type = this.root, prefix = '') {
        const found = []
        for (const property of type.getProperties()) {
            const flags = this.ts.getCombinedModifierFlags(property.valueDeclaration)
            if (flags & this.ts.ModifierFlags.Private) {
                continue
            }
            const of = this.checker.getTypeOfSymbolAtLocation(property, this.at)
            if (of.getCallSignatures().length > 0) {
                found.push(prefix + property.name)
            } else if (of.isClass()) {
                found.push(...this.methods(of, prefix + property.name + '.'))
            }
        }
        return found
    }

    /** Where a value differs from a type; empty if nowhere. */
    differences(value, type, path = 'data') {
        const { TypeFlags } = this.ts
        if (type.flags & (TypeFlags.Any | TypeFlags.Unknown | TypeFlags.NonPrimitive)) {
            return []
        }
        if (type.flags & (TypeFlags.TypeParameter | TypeFlags.Conditional | TypeFlags.IndexedAccess)) {
            const constraint = this.checker.getBaseConstraintOfType(type)
            return constraint && constraint !== type ? this.differences(value, constraint, path) : []
        }
        if (type.isUnion()) {
            const tries = type.types.map(each => this.differences(value, each, path))
            return tries.some(each => each.length === 0) ? [] : tries.sort((a, b) => a.length - b.length)[0]
        }
        const wrong = [`${path}: ${JSON.stringify(value)?.slice(0, 80)} is not ${this.checker.typeToString(type)}`]
        if (type.isLiteral()) {
            return value === type.value ? [] : wrong
        }
        if (type.flags & TypeFlags.BooleanLiteral) {
            return String(value) === this.checker.typeToString(type) && typeof value === 'boolean' ? [] : wrong
        }
        const simple = [[TypeFlags.String, 'string'], [TypeFlags.Number, 'number'], [TypeFlags.Boolean, 'boolean']].find(each => type.flags & each[0])
        if (simple) {
            return typeof value === simple[1] ? [] : wrong
        }
        if (type.flags & TypeFlags.Null) {
            return value === null ? [] : wrong
        }
        if (type.flags & (TypeFlags.Undefined | TypeFlags.Never)) {
            return value === undefined ? [] : wrong
        }
        if (this.checker.isArrayType(type)) {
            const [element] = this.checker.getTypeArguments(type)
            return Array.isArray(value) ? value.flatMap((each, i) => this.differences(each, element, `${path}[${i}]`)) : wrong
        }
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? this.members(value, type, path) : wrong
    }

    members(value, type, path) {
        const found = []
        const declared = new Set()
        for (const property of this.checker.getPropertiesOfType(type)) {
            declared.add(property.name)
            const of = this.checker.getTypeOfSymbolAtLocation(property, this.at)
            const optional = property.flags & this.ts.SymbolFlags.Optional
            if (value[property.name] === undefined) {
                if (!optional && this.differences(undefined, of).length > 0) {
                    found.push(`${path}.${property.name} is missing`)
                }
            } else {
                found.push(...this.differences(value[property.name], of, `${path}.${property.name}`))
            }
        }
        const index = declared.size === 0 && this.checker.getIndexTypeOfType(type, this.ts.IndexKind.String)
        if (index) {
            for (const [name, each] of Object.entries(value)) {
                found.push(...this.differences(each, index, `${path}.${name}`))
            }
        }
        return found
    }
}
