import js from '@eslint/js'
import globals from 'globals'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

const deepFeature = {
  regex: '^@/features/[^/]+/(?!(desk|m|e)$).+',
  message: 'A feature is imported through its index: @/features/<name> or @/features/<name>/<shell>.',
}
const anyFeature = { regex: '^@/features/', message: 'core knows no feature.' }
const anyShell = { regex: '^@/shells/', message: 'Nothing but a page entry imports a shell.' }
const vant = { regex: '^vant(/|$)', message: 'The desk does not load the phone kit.' }
const element = { regex: '^element-plus(/|$)', message: 'The phone does not load a desk kit.' }
const fetching = [{ name: 'fetch', message: 'A component asks a composable; only core/api fetches.' }]
const forbid = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })

export default ts.config(
  { ignores: ['dist/**', 'node_modules/**', 'src/generated/**'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.vue'] },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', 300],
      'no-undef': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-v-html': 'error',
    },
  },
  { files: ['src/core/**'], rules: forbid(anyFeature, anyShell, vant, element) },
  { files: ['src/features/**'], rules: forbid(deepFeature, anyShell) },
  { files: ['src/features/*/desk/**'], rules: forbid(deepFeature, anyShell, vant) },
  { files: ['src/features/*/m/**', 'src/features/*/e/**'], rules: forbid(deepFeature, anyShell, element) },
  { files: ['src/shells/desk/**'], rules: forbid(deepFeature, vant) },
  { files: ['src/shells/m/**', 'src/shells/e/**'], rules: forbid(deepFeature, element) },
  { files: ['**/*.vue'], rules: { 'no-restricted-globals': ['error', ...fetching] } },
)
